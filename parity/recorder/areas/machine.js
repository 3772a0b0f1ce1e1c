// API keys, machine-to-machine tokens and OAuth access tokens: opaque ones, which the Backend API
// knows, and JWTs, which are verified here.
import { CATEGORY, DEV, INSTANCES, bearer, cross, jwt, request, signedInJar, title } from '../cases.js';
import { T, pem } from '../tokens.js';

const OPAQUE = {
  api_key: { token: 'ak_parity', path: 'POST /api_keys/verify' },
  m2m_token: { token: 'mt_parity', path: 'POST /m2m_tokens/verify' },
  oauth_token: { token: 'oat_parity', path: 'POST /oauth_applications/access_tokens/verify' },
};

const FOUND = {
  api_key: {
    object: 'api_key',
    id: 'ak_id',
    type: 'api_key',
    name: 'Parity key',
    subject: 'user_parity',
    scopes: ['read', 'write'],
    claims: { tier: 1 },
    revoked: false,
    expired: false,
    expiration: null,
    created_at: T * 1000,
    updated_at: T * 1000,
  },
  m2m_token: {
    object: 'machine_to_machine_token',
    id: 'mt_id',
    subject: 'mch_parity',
    scopes: ['mch_a', 'mch_b'],
    claims: { tier: 1 },
    revoked: false,
    expired: false,
    expiration: T + 100,
    created_at: T * 1000,
    updated_at: T * 1000,
  },
  oauth_token: {
    object: 'clerk_idp_oauth_access_token',
    id: 'oat_id',
    client_id: 'client_parity',
    type: 'oauth:access_token',
    subject: 'user_parity',
    scopes: ['email', 'profile'],
    revoked: false,
    expired: false,
    expiration: T + 100,
    created_at: T,
    updated_at: T,
  },
};

const problem = (code, message) => ({ errors: [{ code, message, long_message: `${message} (long)` }] });

function answersFor(type) {
  const found = FOUND[type];
  const { claims, scopes, ...bare } = found;
  return {
    found: { body: found },
    organization: { body: { ...found, subject: 'org_parity' } },
    otherSubject: { body: { ...found, subject: 'thing_parity' } },
    nulls: { body: { ...found, claims: null, scopes: null, name: null, client_id: null } },
    bare: { body: bare },
    revoked: { body: { ...found, revoked: true, expired: true } },
    otherObject: { body: { ...found, object: 'user' } },
    noObject: { body: { ...found, object: undefined } },
    charset: { body: JSON.stringify(found), headers: [['content-type', 'application/json; charset=utf-8']] },
    text: { body: 'hello', headers: [['content-type', 'text/plain']] },
    brokenJson: { body: '{', headers: [['content-type', 'application/json']] },
    nothing: { status: 204 },
    wrongKey: { status: 401, body: problem('clerk_key_invalid', 'The provided Clerk Secret Key is invalid.') },
    wrongKeyNoErrors: { status: 401, body: {} },
    wrongKeyEmptyErrors: { status: 401, body: { errors: [] } },
    wrongKeyText: { status: 401, body: 'no', headers: [['content-type', 'text/plain']] },
    forbidden: { status: 403, body: problem('forbidden', 'no') },
    notFound: { status: 404, body: problem('resource_not_found', 'not found') },
    unprocessable: { status: 422, body: problem('bad', 'bad') },
    badRequest: { status: 400, body: problem('token_expired', 'expired') },
    tooMany: { status: 429, body: problem('rate_limit', 'slow down'), headers: [['retry-after', '7']] },
    broken: { status: 500, body: problem('internal', 'oops') },
    brokenText: { status: 502, body: '<html>', headers: [['content-type', 'text/html']] },
    unreachable: { fails: 'fetch failed' },
  };
}

export default function* () {
  for (const type of Object.keys(OPAQUE)) {
    const { token, path } = OPAQUE[type];
    for (const [answer, scripted] of Object.entries(answersFor(type))) {
      const name = `opaque type=${type} answer=${answer}`;
      yield { name, options: DEV, request: request({ dest: 'empty', headers: bearer(token) }), backend: { [path]: scripted }, direct: true };
    }
    for (const d of cross({ keys: ['machine', 'both'], instance: ['dev', 'prod'] })) {
      const options = { ...INSTANCES[d.instance], machineSecretKey: 'ak_fakemachinesecret' };
      const backend = { [path]: { body: FOUND[type] } };
      yield { name: `machine secret type=${type} ${title(d)}`, options, request: request({ dest: 'empty', headers: bearer(token) }), backend, direct: true };
    }
    for (const form of ['prefixOnly', 'withDots', 'inCookie', 'withCookies', 'basic', 'bare', 'upper']) yield special(type, form);
  }
  yield* oauthAudience();
  yield* jwts();
}

function special(type, form) {
  const { token, path } = OPAQUE[type];
  const prefix = token.split('_')[0] + '_';
  const sent = {
    prefixOnly: { headers: bearer(prefix) },
    withDots: { headers: bearer(`${prefix}a.b.c`) },
    inCookie: { jar: { ...signedInJar('dev'), __session: token } },
    withCookies: { headers: bearer(token), jar: signedInJar('dev') },
    basic: { headers: [['Authorization', `Basic ${token}`]] },
    bare: { headers: [['Authorization', token]] },
    upper: { headers: bearer(token.toUpperCase()) },
  }[form];
  const backend = { [path]: { body: FOUND[type] } };
  return { name: `special type=${type} form=${form}`, options: DEV, request: request({ dest: 'empty', ...sent }), backend, direct: true };
}

function* oauthAudience() {
  const auds = { none: undefined, own: ['https://api.parity.example'], other: ['https://other.example'], string: 'https://api.parity.example', empty: [], blank: [''] };
  for (const d of cross({ audience: ['https://api.parity.example', ['https://a.example', 'https://api.parity.example']], aud: Object.keys(auds) })) {
    const backend = { [OPAQUE.oauth_token.path]: { body: { ...FOUND.oauth_token, aud: auds[d.aud] } } };
    const options = { ...DEV, audience: d.audience };
    yield { name: `opaque audience ${title(d)}`, options, request: request({ dest: 'empty', headers: bearer('oat_parity') }), backend, direct: true };
  }
}

const M2M = { claims: { sub: 'mch_parity', jti: 'mt_id', scopes: 'mch_a mch_b', aud: ['mch_a'] } };
const OAUTH = { header: { typ: 'at+jwt' }, claims: { client_id: 'client_parity', scope: 'email profile', jti: 'oat_id' } };

const add = (base, { claims, header, ...rest }) => ({
  claims: { ...base.claims, ...claims },
  header: { ...base.header, ...header },
  drop: ['sid', 'azp'],
  ...rest,
});

const FAULTS = {
  valid: {},
  expired: { claims: { exp: T - 30 } },
  early: { claims: { nbf: T + 30 } },
  future: { claims: { iat: T + 30 } },
  stranger: { key: 'stranger' },
  strangerKid: { key: 'stranger', header: { kid: 'ins_stranger' } },
  sessionCategory: { header: { cat: CATEGORY.session } },
  m2mCategory: { header: { cat: CATEGORY.m2m } },
  templateCategory: { header: { cat: CATEGORY.template } },
  ignoredCategory: { header: { cat: CATEGORY.ignore } },
  hs256: { header: { alg: 'HS256' } },
  oddType: { header: { typ: 'JOSE' } },
  applicationType: { header: { typ: 'application/at+jwt' } },
  upperType: { header: { typ: 'AT+JWT' } },
  noJti: { drop: ['sid', 'azp', 'jti'] },
  noExp: { drop: ['sid', 'azp', 'exp'] },
  noIat: { drop: ['sid', 'azp', 'iat'] },
  noScopes: { drop: ['sid', 'azp', 'scopes', 'scope'] },
  noScopesNoAud: { drop: ['sid', 'azp', 'scopes', 'scope', 'aud'] },
  audString: { claims: { aud: 'mch_a' }, drop: ['sid', 'azp', 'scopes', 'scope'] },
  scopesNumber: { claims: { scopes: 5, scope: 5 } },
  scopesList: { claims: { scopes: ['a'], scope: ['a'] } },
  scopesEmpty: { claims: { scopes: '', scope: '' } },
  scopesNull: { claims: { scopes: null, scope: null } },
  scp: { claims: { scp: ['calendar', 'mail'] } },
  scpText: { claims: { scp: 'calendar' } },
  custom: { claims: { tier: 1, nested: { a: [1] } } },
  actor: { claims: { act: { iss: 'https://a.example', sub: 'user_b', act: { sub: 'user_c', act: { sub: 'user_d' } } } } },
  audOther: { claims: { aud: ['https://other.example'] } },
  both: { header: { typ: 'at+jwt' }, claims: { sub: 'mch_parity' } },
};

function* jwts() {
  for (const [kind, base] of Object.entries({ m2m: M2M, oauth: OAUTH })) {
    for (const [fault, more] of Object.entries(FAULTS)) {
      const value = jwt('dev', `${kind}-${fault}`, add(base, more));
      const headers = bearer(value);
      yield { name: `jwt kind=${kind} fault=${fault} key=jwks`, options: DEV, request: request({ dest: 'empty', headers }), direct: true };
      const options = { ...DEV, jwtKey: pem() };
      yield { name: `jwt kind=${kind} fault=${fault} key=pem`, options, request: request({ dest: 'empty', headers }) };
      const jar = { ...signedInJar('dev'), __session: value };
      yield { name: `jwt kind=${kind} fault=${fault} in cookie`, options: DEV, request: request({ jar }) };
    }
  }
}
