// The proxy in front of Clerk's Frontend API: which requests it takes, what leaves, what comes back.
import { DEV, HOST, INSTANCES, PROD, cross, request, signedInJar, title } from '../cases.js';

const ON = { enabled: true };
const ANY = answer => ({ '*': answer });
const OK = { body: { response: 'ok' } };

export default function* () {
  for (const d of cross({ method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], instance: ['dev', 'prod'] })) {
    const body = ['POST', 'PUT', 'PATCH'].includes(d.method) ? 'a=b&c=\u00e9' : undefined;
    yield make(d, { method: d.method, body, target: '/__clerk/v1/client?x=1', headers: [['Content-Type', 'application/x-www-form-urlencoded']] });
  }
  yield* paths();
  yield* requestHeaders();
  yield* responses();
  yield* besides();
}

function make(d, rest, { proxy = ON, backend = ANY(OK), options = {}, env } = {}) {
  const instance = d.instance ?? 'dev';
  return {
    name: title(d),
    options: { ...INSTANCES[instance], ...options, frontendApiProxy: proxy },
    request: request({ dest: 'empty', target: '/__clerk/v1/client', ...rest }),
    backend,
    ...(env ? { env } : {}),
  };
}

function* paths() {
  const targets = ['//', '//x:y/', '/__clerk', '/__clerk/', '/__clerk?x=1', '/__clerk/v1/a%20b?q=%20+', '/__clerkx', '/__clerk//evil.example/x', '/__clerk/../admin', '/__clerk/%2e%2e/admin', '/__clerk/a//b', '/__CLERK/v1', '/x/__clerk/v1', '/__clerk/@evil.example', '/__clerk/v1?a=b&a=c&d', '/%5F_clerk/v1', '/__clerk%2Fv1', '/__clerk\\v1'];
  for (const target of targets) yield make({ target }, { target });
  const custom = ['/api/clerk', '/api/clerk/', '/', '', '///', 'noslash'];
  for (const d of cross({ path: custom, target: ['/api/clerk/v1/x', '/__clerk/v1/x', '/noslash/x'] })) {
    yield make(d, { target: d.target }, { proxy: { enabled: true, path: d.path } });
  }
  for (const d of cross({ under: ['/__clerk/v1', '/other'], target: ['/__clerk/v1/x', '/__clerk/v2/x', '/page'] })) {
    yield make(d, { target: d.target }, { proxy: { enabledUnder: d.under } });
  }
  yield make({ enabled: false }, {}, { proxy: { enabled: false } });
}

function* requestHeaders() {
  const forms = {
    forwarded: [['X-Forwarded-Host', 'public.example'], ['X-Forwarded-Proto', 'https'], ['X-Forwarded-For', '1.2.3.4, 5.6.7.8']],
    forwardedLists: [['X-Forwarded-Host', 'a.example, b.example'], ['X-Forwarded-Proto', 'https, http']],
    forwardedHostOnly: [['X-Forwarded-Host', 'public.example:8443']],
    forwardedProtoOnly: [['X-Forwarded-Proto', 'https']],
    protoOdd: [['X-Forwarded-Proto', 'ftp'], ['X-Forwarded-Host', 'public.example']],
    badHost: [['X-Forwarded-Host', 'foo|bar']],
    realIp: [['X-Real-IP', '9.9.9.9'], ['X-Forwarded-For', '1.2.3.4']],
    cloudflare: [['CF-Connecting-IP', '8.8.8.8'], ['X-Real-IP', '9.9.9.9']],
    hopByHop: [['Keep-Alive', 'timeout=5'], ['TE', 'trailers'], ['Proxy-Authorization', 'Basic x'], ['Proxy-Authenticate', 'x'], ['Trailer', 'x']],
    cookie: [['Cookie', '__client=abc; other=1']],
    secretOwn: [['Clerk-Secret-Key', 'sk_test_fakeevil'], ['Clerk-Proxy-Url', 'https://evil.example']],
    authorization: [['Authorization', 'Bearer abc']],
    encoding: [['Accept-Encoding', 'gzip, br']],
    twice: [['X-Twice', 'a'], ['X-Twice', 'b']],
    latin: [['X-Name', 'Zo\u00eb']],
    empty: [['X-Empty', '']],
  };
  for (const [form, headers] of Object.entries(forms)) yield make({ requestHeaders: form }, { headers });
  for (const host of [`${HOST}:3000`, 'localhost', '127.0.0.1:8080', '[::1]:3000']) yield make({ host }, { host });
}

function* responses() {
  const plain = (status, headers, body = 'text') => ({ status, headers, body });
  const own = 'https://frontend-api.clerk.dev';
  const answers = {
    cookies: plain(200, [['set-cookie', '__client=a; Path=/; HttpOnly'], ['set-cookie', '__client=b; Path=/x'], ['content-type', 'text/plain']]),
    ownRedirect: plain(302, [['location', `${own}/v1/other?x=1#top`]], ''),
    relativeRedirect: plain(302, [['location', '/v1/other']], ''),
    barePath: plain(302, [['location', 'other']], ''),
    foreignRedirect: plain(302, [['location', 'https://accounts.example/sign-in']], ''),
    badRedirect: plain(302, [['location', 'http://[bad']], ''),
    protocolRelative: plain(302, [['location', '//evil.example/x']], ''),
    ownHttp: plain(307, [['location', 'http://frontend-api.clerk.dev/x']], ''),
    encoded: plain(200, [['content-encoding', 'gzip'], ['content-length', '999'], ['content-type', 'text/plain']]),
    hopByHop: plain(200, [['connection', 'x-private, keep-alive'], ['x-private', '1'], ['keep-alive', 'timeout=5'], ['upgrade', 'h2c'], ['trailer', 'x'], ['x-public', '2'], ['content-type', 'text/plain']]),
    cache: plain(200, [['cache-control', 'public, max-age=3'], ['etag', '"abc"'], ['vary', 'Origin'], ['content-type', 'text/plain']]),
    cors: plain(200, [['access-control-allow-origin', 'https://x.example'], ['access-control-allow-credentials', 'true'], ['content-type', 'text/plain']]),
    twice: plain(200, [['x-twice', 'a'], ['x-twice', 'b'], ['content-type', 'text/plain']]),
    noContent: { status: 204 },
    notModified: { status: 304 },
    created: { status: 201, body: { a: 1 } },
    unauthorized: { status: 401, body: { errors: [{ code: 'x' }] } },
    tooMany: { status: 429, headers: [['retry-after', '7']], body: { errors: [] } },
    broken: plain(500, [['content-type', 'text/html']], '<p>oops</p>'),
    unreachable: { fails: 'fetch failed' },
  };
  for (const [answer, scripted] of Object.entries(answers)) yield make({ answer }, {}, { backend: ANY(scripted) });
  for (const d of cross({ location: ['own', 'relative'], forwarded: [true] })) {
    const headers = [['X-Forwarded-Host', 'public.example'], ['X-Forwarded-Proto', 'https']];
    const scripted = answers[`${d.location}Redirect`];
    yield make(d, { headers }, { backend: ANY(scripted), proxy: { enabled: true, path: '/api/clerk' } });
    yield make({ ...d, under: '/api/clerk' }, { headers, target: '/api/clerk/v1' }, { backend: ANY(scripted), proxy: { enabled: true, path: '/api/clerk' } });
  }
}

// Requests that are not for the proxy, but know of it: its path is the proxy URL of redirects.
function* besides() {
  for (const d of cross({ instance: ['dev', 'prod'], jar: ['expired', 'valid'], proxyUrl: [undefined, 'https://proxy.example/__clerk'], forwarded: [false, true] })) {
    const headers = d.forwarded ? [['X-Forwarded-Host', 'public.example'], ['X-Forwarded-Proto', 'https']] : [];
    const rest = { target: '/page', dest: 'document', headers, jar: signedInJar(d.instance, d.jar) };
    yield make({ besides: 'page', ...d }, rest, { backend: {}, options: { proxyUrl: d.proxyUrl } });
  }
  const hosts = ['clerk.foo.bar-13.lcl.dev', 'foo-bar-13.clerk.accountsstage.dev', 'foo.lclclerk.com', 'clerk.example.com'];
  for (const host of hosts) {
    const publishableKey = 'pk_test_' + Buffer.from(`${host}$`).toString('base64').replace(/=+$/, '');
    yield make({ frontend: host }, {}, { options: { publishableKey } });
  }
  const urls = ['https://fapi.parity.example', 'https://fapi.parity.example/base/', 'http://localhost:4199', 'ftp://x.example', 'https://u:p@x.example', 'https://x.example?q=1', 'https://x.example#h', 'nonsense'];
  for (const url of urls) yield make({ fapi: url }, {}, { env: { CLERK_FAPI_URL: url }, options: { ...(url.length % 2 ? DEV : PROD) } });
}
