// Coming back from a handshake: by nonce, which the Backend API knows, or by signed token.
import { CATEGORY, DEST, INSTANCES, SUFFIX, cookies, cross, jwt, request, session, signedInJar, title } from '../cases.js';
import { T, token } from '../tokens.js';

const HEADER = { alg: 'RS256', kid: 'ins_parity_main', typ: 'JWT' };

const line = (name, value, attributes = 'Path=/; Secure; SameSite=Lax') => `${name}=${value}; ${attributes}`;

// The cookies that a handshake can order.
function directives(instance) {
  const valid = session(instance, 'valid');
  const suffix = SUFFIX[instance];
  return {
    signedIn: [line('__session', valid), line('__client_uat', T - 10), line('__refresh', 'refresh_parity', 'Path=/; HttpOnly')],
    suffixed: [line('__session', valid), line(`__session_${suffix}`, valid), line(`__client_uat_${suffix}`, T - 10)],
    suffixedOther: [line(`__session_${suffix}`, session(instance, 'noAzp')), line('__session', valid)],
    signedOut: [line('__session', '', 'Path=/; Max-Age=0'), line('__client_uat', 0)],
    noSession: [line('__client_uat', 0), line('__client_uat', 0, 'Path=/; Domain=parity.example')],
    none: [],
    expired: [line('__session', session(instance, 'expired'))],
    early: [line('__session', session(instance, 'early'))],
    future: [line('__session', session(instance, 'future'))],
    longExpired: [line('__session', jwt(instance, 'longExpired', { claims: { exp: T - 90_000, iat: T - 100_000, nbf: T - 100_000 } }))],
    longEarly: [line('__session', jwt(instance, 'longEarly', { claims: { nbf: T + 90_000 } }))],
    stranger: [line('__session', session(instance, 'stranger'))],
    strangerKid: [line('__session', session(instance, 'strangerKid'))],
    text: [line('__session', 'hello')],
    template: [line('__session', session(instance, 'template'))],
    m2mCategory: [line('__session', session(instance, 'm2mCategory'))],
    pending: [line('__session', session(instance, 'pending'))],
    noAzp: [line('__session', session(instance, 'noAzp'))],
    twoSessions: [line('__session', session(instance, 'expired')), line('__session', valid)],
    sessionLike: [line('__session_like', valid)],
    noEquals: ['__session', line('__client_uat', 0)],
    bare: [`__session=${valid}`],
    spaced: [` __session=${valid}`],
    empty: [''],
    partitioned: [line('__session', valid, 'Path=/; Domain=parity.example; Secure; SameSite=None; Partitioned; HttpOnly')],
  };
}

const DIRECTIVES = Object.keys(directives('dev'));

const NONCE_PATH = 'GET /v1/clients/handshake_payload';

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], by: ['nonce', 'token'], directives: DIRECTIVES, in: ['query', 'cookie'] })) {
    yield brought(d, { handshake: directives(d.instance)[d.directives] });
  }
  yield* badTokens();
  yield* badNonces();
  yield* targets();
  yield* withOthers();
}

function brought(d, { handshake, value, backend, more = {}, jar = {}, target = '/page', dest = 'document', method }) {
  const cookie = d.by === 'nonce' ? '__clerk_handshake_nonce' : '__clerk_handshake';
  const carried = value ?? (d.by === 'nonce' ? 'nonce_parity' : handshakeToken(d, handshake));
  const scripted = backend ?? (d.by === 'nonce' ? { [NONCE_PATH]: { body: { directives: handshake } } } : undefined);
  const glue = target.includes('?') ? '&' : '?';
  return {
    name: title(d),
    options: { ...INSTANCES[d.instance], ...more },
    request: request({
      method,
      dest,
      target: d.in === 'query' ? `${target}${glue}${cookie}=${carried}` : target,
      jar: { ...jar, ...(d.in === 'cookie' ? { [cookie]: carried } : {}) },
    }),
    ...(scripted ? { backend: scripted } : {}),
  };
}

const handshakeToken = (d, handshake) =>
  token(`handshake-${d.directives}@${d.instance}`, { header: HEADER, payload: { handshake } });

function* badTokens() {
  const payload = instance => ({ handshake: directives(instance).signedIn });
  const faults = {
    stranger: { key: 'stranger' },
    strangerKid: { key: 'stranger', header: { ...HEADER, kid: 'ins_stranger' } },
    noKid: { header: { alg: 'RS256', typ: 'JWT' } },
    template: { header: { ...HEADER, cat: CATEGORY.template } },
    m2m: { header: { ...HEADER, cat: CATEGORY.m2m } },
    session: { header: { ...HEADER, cat: CATEGORY.session } },
    ignored: { header: { ...HEADER, cat: CATEGORY.ignore } },
    hs256: { header: { ...HEADER, alg: 'HS256' } },
    oddType: { header: { ...HEADER, typ: 'JOSE' } },
    noType: { header: { alg: 'RS256', kid: HEADER.kid } },
    expired: { extra: { exp: T - 1000 } },
    noList: { payload: {} },
    listText: { payload: { handshake: '__session=x' } },
    listNull: { payload: { handshake: null } },
    payloadNull: { payload: null },
    headerNull: { header: null },
    numbers: { payload: { handshake: [1] } },
    newline: { payload: { handshake: ['a=b\r\nX-Evil: 1'] } },
    unicode: { payload: { handshake: ['a=\u4e2d'] } },
  };
  for (const d of cross({ instance: ['dev', 'prod'], by: ['token'], fault: Object.keys(faults), in: ['query', 'cookie'], jar: ['empty', 'signedIn'] })) {
    const { extra, header = HEADER, ...spec } = faults[d.fault];
    const made = { payload: { ...payload(d.instance), ...extra }, header, ...spec };
    const value = token(`handshake-fault-${d.fault}@${d.instance}`, made);
    yield brought(d, { value, jar: d.jar === 'signedIn' ? signedInJar(d.instance) : {} });
  }
  for (const d of cross({ instance: ['dev', 'prod'], by: ['token'], text: ['hello', 'a.b.c', '', '%E4'], in: ['query', 'cookie'], jar: ['empty', 'signedIn'] })) {
    yield brought(d, { value: d.text, jar: d.jar === 'signedIn' ? signedInJar(d.instance) : {} });
  }
}

function* badNonces() {
  const answers = {
    notFound: { status: 404, body: { errors: [{ code: 'resource_not_found', message: 'not found' }] } },
    broken: { status: 500, body: { errors: [{ code: 'internal', message: 'oops' }] } },
    unreachable: { fails: 'fetch failed' },
    text: { body: 'hello', headers: [['content-type', 'text/plain']] },
    noDirectives: { body: {} },
    nullDirectives: { body: { directives: null } },
    nothing: { status: 204 },
    charset: { body: '{"directives":[]}', headers: [['content-type', 'application/json; charset=utf-8']] },
  };
  for (const d of cross({ instance: ['dev', 'prod'], by: ['nonce'], answer: Object.keys(answers), in: ['query', 'cookie'], jar: ['empty', 'signedIn'] })) {
    const jar = d.jar === 'signedIn' ? signedInJar(d.instance) : {};
    yield brought(d, { backend: { [NONCE_PATH]: answers[d.answer] }, jar });
  }
  for (const value of ['', 'a%20b', 'a+b', 'a%26b%3Dc', '%F0%9F%98%80', 'x'.repeat(300)]) {
    yield brought({ instance: 'dev', by: 'nonce', in: 'query', nonce: value.slice(0, 20) }, { value, handshake: [] });
  }
}

// The way home in development: the address without what the handshake put there.
function* targets() {
  const paths = ['/', '/a/b?x=1', '/?__clerk_help=1&a=b&__clerk_db_jwt=dvb_parity', '/p?a=%20b+c&d=%C3%A9&&e', '/p?__clerk_synced=false', '/p?__dev_session=x', '//double', '/a//b/../c', '/%7Euser/%2e%2e/x?q=~'];
  for (const d of cross({ instance: ['dev', 'prod'], by: ['nonce', 'token'], in: ['query'], directives: ['signedIn'], path: paths })) {
    yield brought(d, { handshake: directives(d.instance).signedIn, target: d.path });
  }
}

function* withOthers() {
  for (const d of cross({ instance: ['dev', 'prod'], by: ['nonce', 'token'], in: ['query', 'cookie'], directives: ['signedIn', 'noSession'], dest: Object.keys(DEST), method: ['GET', 'POST'] })) {
    yield brought(d, { handshake: directives(d.instance)[d.directives], dest: d.dest, method: d.method, jar: signedInJar(d.instance, 'expired') });
  }
  const both = directives('prod').signedIn;
  const jar = { __clerk_handshake_nonce: 'nonce_parity', __clerk_handshake: 'hello' };
  const spec = { options: INSTANCES.prod, backend: { [NONCE_PATH]: { body: { directives: both } } } };
  yield { name: 'nonce and token', ...spec, request: request({ jar }) };
  yield { name: 'query before cookie', ...spec, request: request({ target: '/?__clerk_handshake_nonce=nonce_query', jar }) };
  yield { name: 'two nonces', ...spec, request: request({ target: '/?__clerk_handshake_nonce=first&__clerk_handshake_nonce=second' }) };
  const two = [...cookies({ __clerk_handshake_nonce: 'first' }), ...cookies({ __clerk_handshake_nonce: 'second' })];
  yield { name: 'two cookie headers', ...spec, request: request({ headers: two }) };
  for (const options of [{ authorizedParties: ['https://other.example'] }, { authorizedParties: [`https://app.parity.example`] }]) {
    for (const instance of ['dev', 'prod']) {
      const d = { instance, by: 'nonce', in: 'query', parties: options.authorizedParties[0] };
      yield brought(d, { handshake: directives(instance).signedIn, more: options });
    }
  }
}
