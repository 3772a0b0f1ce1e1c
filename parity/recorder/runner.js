// Sends one case to the real plugin inside a real Fastify and says what came of it.
import { setNow, inHurry } from './clock.js';
import { play, takeAsked } from './upstream.js';
import { ACCEPTS, GET_TOKEN, HAS, NOBODY } from './asks.js';
import { NOW, abbreviate, expand } from './tokens.js';
import { exchange } from './wire.js';
import { createRequire } from 'node:module';

const { default: Fastify } = await import('fastify');
const { clerkPlugin, getAuth } = await import('@clerk/fastify');
const { createClerkClient, verifyToken } = await import('@clerk/backend');
const { apiUrlFromPublishableKey } = await import('@clerk/shared/apiUrlFromPublishableKey');

const KEPT = /^(location|set-cookie|cache-control|x-clerk-.*|access-control-.*)$/;
const NEVER = /^(date|connection|keep-alive|transfer-encoding|content-length)$/;
const require = createRequire(import.meta.url);

export async function run(given) {
  const spec = expand(given);
  const options = pluginOptions(spec.options);
  await forgetKeys();
  const answer = await withEnvironment(spec.env, async () => {
    const sdk = spec.env ? reload() : { clerkPlugin, getAuth };
    return throughPlugin(spec, options, sdk);
  });
  if (spec.direct) answer.direct = await directly(spec, options);
  return abbreviate(JSON.parse(JSON.stringify(answer)));
}

// The recorded options are JSON; what is a function there is told apart by its shape.
function pluginOptions({ frontendApiProxy, ...rest }) {
  if (!frontendApiProxy) return rest;
  const { enabledUnder, ...proxy } = frontendApiProxy;
  if (enabledUnder) proxy.enabled = url => url.pathname.startsWith(enabledUnder);
  return { ...rest, hookName: 'onRequest', frontendApiProxy: proxy };
}

// The module keeps the JWKS of each instance for five minutes and drops the stale ones when it meets
// a new instance: so each case is preceded by a visit of a new instance, far in the future.
let visits = 0;
async function forgetKeys() {
  visits++;
  setNow(4_000_000_000_000 + visits * 600_000);
  const stranger = { secretKey: 'sk_test_fakevisitor', apiUrl: `https://visit-${visits}.test` };
  play({}, stranger);
  const headerAndPayload = Buffer.from('{"alg":"RS256"}').toString('base64url');
  await verifyToken(`${headerAndPayload}.${headerAndPayload}.`, stranger).catch(() => "its key is unknown");
}

async function withEnvironment(env, work) {
  const before = { ...process.env };
  Object.assign(process.env, env);
  try {
    return await work();
  } finally {
    for (const name of Object.keys(env ?? {})) {
      if (name in before) process.env[name] = before[name];
      else delete process.env[name];
    }
  }
}

// The plugin reads its environment while it is loaded, and what is loaded anew has seen no keys yet.
function reload() {
  for (const file of Object.keys(require.cache)) {
    if (file.includes('@clerk/')) delete require.cache[file];
  }
  return require('@clerk/fastify');
}

async function serve(register, handler) {
  const app = Fastify({ logger: false });
  app.addContentTypeParser('*', (_request, payload, done) => payload.resume().on('end', () => done(null)));
  const seen = {};
  app.setErrorHandler((error, _request, reply) => {
    seen.error = error.message;
    reply.code(500).send('');
  });
  await register(app);
  app.setNotFoundHandler(handler);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return { app, seen, port: app.server.address().port };
}

async function throughPlugin(spec, options, sdk) {
  const passed = {};
  const handler = async (request, reply) => {
    passed.asked = takeAsked();
    passed.auth = byKind(kind => stripped(sdk.getAuth(request, { acceptsToken: ACCEPTS[kind] })));
    const auth = sdk.getAuth(request, { acceptsToken: 'any' });
    const has = HAS.map(params => (auth.has(params) ? '1' : '0')).join('');
    if (has.includes('1')) passed.has = has;
    passed.token = await auth.getToken();
    passed.debug = debugOf(auth.debug());
    if (spec.getToken) passed.getToken = await tokensOf(auth);
    return reply.code(200).send('');
  };
  const { app, seen, port } = await serve(app => app.register(sdk.clerkPlugin, options), handler);
  try {
    setNow(spec.now ?? NOW);
    play(spec.backend, { secretKey: spec.env?.CLERK_SECRET_KEY, ...options });
    const got = await inHurry(() => exchange(port, spec.request));
    const answer = { status: got.status, headers: kept(got.headers, spec.options.frontendApiProxy && !passed.auth), ...seen };
    if (!passed.auth && got.body) answer.body = got.body;
    const asked = passed.asked ?? takeAsked();
    if (asked.length) answer.asked = asked;
    if (passed.auth) answer.passed = { ...passed, asked: undefined };
    return answer;
  } finally {
    await app.close();
  }
}

function kept(headers, all) {
  const wanted = all ? name => !NEVER.test(name) : name => KEPT.test(name);
  return headers.filter(([name]) => wanted(name));
}

const NOBODY_BY_JSON = new Map(Object.entries(NOBODY).map(([name, object]) => [JSON.stringify(object), name]));
const named = auth => NOBODY_BY_JSON.get(JSON.stringify(auth)) ?? auth;
const stripped = auth => JSON.parse(JSON.stringify(auth));

// Kinds with the same answer share a row.
function byKind(ask) {
  const rows = [];
  for (const kind of Object.keys(ACCEPTS)) {
    const result = ask(kind);
    const text = JSON.stringify(result);
    const row = rows.find(row => row.text === text);
    if (row) row.accepts.push(kind);
    else rows.push({ accepts: [kind], text, result });
  }
  return rows.map(({ accepts, text, result }) => ({ accepts, is: NOBODY_BY_JSON.get(text) ?? result }));
}

const DEBUG_KEYS = ['reason', 'message', 'secretKey', 'jwtKey', 'sessionToken', 'tokenInHeader', 'sessionTokenInCookie'];
const MORE_DEBUG_KEYS = ['refreshTokenInCookie', 'devBrowserToken', 'handshakeToken'];

function debugOf(debug) {
  const names = [...DEBUG_KEYS, ...MORE_DEBUG_KEYS].filter(name => typeof debug[name] === 'string' && debug[name]);
  return Object.fromEntries(names.map(name => [name, debug[name]]));
}

async function tokensOf(auth) {
  const answers = [];
  for (const params of GET_TOKEN) {
    takeAsked();
    try {
      answers.push({ params, token: await auth.getToken(params), asked: takeAsked() });
    } catch (error) {
      answers.push({ params, fails: true, asked: takeAsked() });
    }
  }
  return answers;
}

// authenticateRequest without the plugin, once for each form of acceptsToken.
async function directly(spec, options) {
  const rows = [];
  for (const kind of Object.keys(ACCEPTS)) {
    await forgetKeys();
    setNow(spec.now ?? NOW);
    rows.push([kind, await directAnswer(spec, options, kind)]);
  }
  const answers = Object.fromEntries(rows);
  return byKind(kind => answers[kind]);
}

async function directAnswer(spec, options, kind) {
  const { frontendApiProxy, hookName, __internal_enableHandshake, ...clerkOptions } = options;
  const client = createClerkClient({
    ...clerkOptions,
    apiUrl: options.apiUrl || apiUrlFromPublishableKey(options.publishableKey),
    apiVersion: options.apiVersion || 'v1',
  });
  let answer;
  const handler = async (request, reply) => {
    const headers = new Headers(Object.entries(request.headers).filter(([, value]) => value));
    const target = new Request(new URL(request.url, 'http://clerk-dummy'), { method: request.method, headers });
    try {
      const state = await client.authenticateRequest(target, { ...clerkOptions, acceptsToken: ACCEPTS[kind] });
      answer = stateOf(state);
    } catch (error) {
      answer = { error: error.message };
    }
    return reply.code(200).send('');
  };
  const { app, port } = await serve(async () => {}, handler);
  try {
    play(spec.backend, options);
    await inHurry(() => exchange(port, spec.request));
    return { ...answer, asked: takeAsked() };
  } finally {
    await app.close();
  }
}

function stateOf(state) {
  const { status, reason, message, tokenType, isAuthenticated, token } = state;
  const shown = { status, reason, message, tokenType, isAuthenticated, token, headers: [...state.headers] };
  const auth = state.toAuth();
  const pendingAuth = state.toAuth({ treatPendingAsSignedOut: false });
  shown.auth = auth && named(stripped(auth));
  if (JSON.stringify(auth) !== JSON.stringify(pendingAuth)) shown.pendingAuth = stripped(pendingAuth);
  return shown;
}
