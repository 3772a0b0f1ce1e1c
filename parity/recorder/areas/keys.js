// Where the keys come from, and what happens when they do not come.
import { DEV, INSTANCES, bearer, cross, request, session, signedInJar, title } from '../cases.js';
import { jwks, pem, strangersJWKS } from '../tokens.js';

const problem = (code, message) => ({ errors: [{ code, message }] });
const ANSWERS = {
  good: { body: jwks() },
  charset: { body: JSON.stringify(jwks()), headers: [['content-type', 'application/json; charset=utf-8']] },
  plainText: { body: JSON.stringify(jwks()), headers: [['content-type', 'text/plain']] },
  strangers: { body: strangersJWKS() },
  noKeys: { body: { keys: [] } },
  noMember: { body: {} },
  nullKeys: { body: { keys: null } },
  otherType: { body: { keys: [{ kty: 'EC', kid: 'ins_parity_main', crv: 'P-256', x: 'AA', y: 'AA' }] } },
  noModulus: { body: { keys: [{ kty: 'RSA', kid: 'ins_parity_main', alg: 'RS256', e: 'AQAB' }] } },
  otherAlg: { body: { keys: jwks().keys.map(key => ({ ...key, alg: 'RS512' })) } },
  noAlg: { body: { keys: jwks().keys.map(({ alg, ...key }) => key) } },
  encryption: { body: { keys: jwks().keys.map(key => ({ ...key, use: 'enc' })) } },
  duplicate: { body: { keys: [...strangersJWKS().keys.map(key => ({ ...key, kid: 'ins_parity_main' })), ...jwks().keys] } },
  wrongSecret: { status: 401, body: problem('clerk_key_invalid', 'The provided Clerk Secret Key is invalid.') },
  otherError: { status: 401, body: problem('other', 'no') },
  noErrors: { status: 403, body: {} },
  notFound: { status: 404, body: problem('resource_not_found', 'not found') },
  tooMany: { status: 429, body: problem('rate_limit', 'slow down') },
  broken: { status: 500, body: problem('internal', 'oops') },
  brokenText: { status: 503, body: 'oops' },
  brokenJson: { body: '{' },
  unreachable: { fails: 'fetch failed' },
};

export default function* () {
  for (const d of cross({ answer: Object.keys(ANSWERS), token: ['valid', 'expired', 'noKid'], carrier: ['header', 'cookie'], instance: ['dev'] })) {
    yield make(d, {}, { 'GET /v1/jwks': ANSWERS[d.answer] });
  }
  for (const d of cross({ answer: ['broken', 'wrongSecret', 'noKeys'], token: ['valid', 'machine', 'oauth'], carrier: ['header'], instance: ['prod'] })) {
    yield make(d, {}, { 'GET /v1/jwks': ANSWERS[d.answer] });
  }
  for (const d of cross({ url: ['https://bapi.parity.example', 'https://bapi.parity.example/', 'https://bapi.parity.example/base', 'http://localhost:4199'], version: [undefined, 'v2'], instance: ['dev'] })) {
    yield make({ ...d, token: 'valid', carrier: 'header' }, { apiUrl: d.url, apiVersion: d.version });
    const jar = { ...signedInJar('dev'), __clerk_handshake_nonce: 'nonce_parity' };
    const options = { ...DEV, apiUrl: d.url, apiVersion: d.version };
    yield { name: `nonce ${title(d)}`, options, request: request({ jar }), backend: { '*': { body: { directives: [] } } } };
    yield { name: `api key ${title(d)}`, options, request: request({ headers: bearer('ak_parity') }) };
  }
  for (const d of cross({ token: ['valid', 'second', 'strangerKid', 'expired', 'noKid', 'prototypeKid'], carrier: ['header', 'cookie'], skip: [true], instance: ['dev'] })) {
    yield make(d, { skipJwksCache: true });
  }
  yield* hosts();
  yield* pems();
}

function make(d, options = {}, backend) {
  const value = session(d.instance, d.token);
  const sent = d.carrier === 'header' ? { headers: bearer(value) } : { jar: signedInJar(d.instance, d.token) };
  return {
    name: title(d),
    options: { ...INSTANCES[d.instance], ...options },
    request: request({ dest: 'empty', ...sent }),
    ...(backend ? { backend } : {}),
  };
}

// Each kind of frontend API has a Backend API of its own.
function* hosts() {
  const kinds = ['clerk.foo.bar-13.lcl.dev', 'foo-bar-13.clerk.accountsstage.dev', 'foo-bar-13.clerk.accounts.lclclerk.com', 'clerk.foo.bar-13.lclstage.dev', 'foo.lcl.dev', 'foo.lclstage.dev', 'clerk.example.com'];
  for (const host of kinds) {
    for (const [prefix, secretKey] of [['pk_test_', 'sk_test_fakeparity'], ['pk_live_', 'sk_live_fakeparity']]) {
      const publishableKey = prefix + Buffer.from(`${host}$`).toString('base64').replace(/=+$/, '');
      const options = { publishableKey, secretKey };
      const name = `host=${host} key=${prefix}`;
      yield { name: `${name} bearer`, options, request: request({ dest: 'empty', headers: bearer(session('dev', 'valid')) }) };
      yield { name: `${name} redirect`, options, request: request({ jar: signedInJar('dev', 'expired') }) };
      yield { name: `${name} padded`, options: { ...options, publishableKey: prefix + Buffer.from(`${host}$`).toString('base64') }, request: request({ jar: signedInJar('dev', 'expired') }) };
    }
  }
}

function* pems() {
  const forms = {
    full: pem(),
    crlf: pem().replace(/\n/g, '\r\n'),
    bare: pem().replace(/-----.*-----|\n/g, ''),
    bareLines: pem().replace(/-----.*-----\n/g, ''),
    oneLine: pem().replace(/\n/g, ''),
    noTrailingNewline: pem().trimEnd(),
    other: pem('stranger'),
  };
  for (const d of cross({ pem: Object.keys(forms), token: ['valid', 'second', 'strangerKid', 'noKid', 'machine', 'expired'], carrier: ['header', 'cookie'], instance: ['dev'] })) {
    yield make(d, { jwtKey: forms[d.pem] });
  }
}
