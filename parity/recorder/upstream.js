// Clerk's Backend API and Frontend API, as far as the plugin can see them: a fetch that answers from
// a script and writes down what it was asked. It must be in place before the plugin is loaded.
import { jwks } from './tokens.js';

const API_VERSION = '2026-05-12';
let script = {};
let asked = [];
let secretKey = '';
let everyHeader = false;

export function play(answers, options) {
  script = answers ?? {};
  asked = [];
  secretKey = options.secretKey;
  everyHeader = !!options.frontendApiProxy;
}

export function takeAsked() {
  const taken = asked;
  asked = [];
  return taken;
}

async function fakeFetch(url, init = {}) {
  const { method = 'GET', headers, body } = init;
  const target = new URL(url);
  asked.push(describe(method, url, new Headers(headers), body == null ? undefined : await new Response(body).text()));
  const scripted = script[`${method} ${target.pathname}`] ?? script['*'];
  if (scripted) return answer(scripted);
  if (target.pathname.endsWith('/jwks')) return answer({ body: jwks() });
  return answer({ status: 404, body: { errors: [{ code: 'resource_not_found', message: 'not found' }] } });
}

function describe(method, url, headers, body) {
  const call = { method, url };
  if (body !== undefined) call.body = body;
  if (everyHeader) {
    call.headers = [...headers].sort();
    return call;
  }
  // What every call has is left out, so that what is odd stands out.
  if (headers.get('authorization') !== `Bearer ${secretKey}`) call.authorization = headers.get('authorization');
  if (headers.get('clerk-api-version') !== API_VERSION) call.version = headers.get('clerk-api-version');
  if (headers.get('content-type') !== 'application/json') call.contentType = headers.get('content-type');
  return call;
}

function answer({ status = 200, headers = [], body, fails }) {
  if (fails) throw new TypeError(fails);
  const head = new Headers();
  if (body !== undefined && typeof body !== 'string') head.set('content-type', 'application/json');
  for (const [name, value] of headers) {
    if (name === 'content-type') head.set(name, value);
    else head.append(name, value);
  }
  const text = body === undefined ? null : typeof body === 'string' ? body : JSON.stringify(body);
  return new Response(text, { status, headers: head });
}

globalThis.fetch = fakeFetch;
