// The vocabulary that the areas share: two instances, the session tokens they meet, and requests.
import { KID, SECOND_KID, T, cookieSuffix, token } from './tokens.js';

const key = (prefix, host) => prefix + Buffer.from(host + '$').toString('base64').replace(/=+$/, '');

export const DEV = {
  publishableKey: key('pk_test_', 'parity-test-1.clerk.accounts.dev'),
  secretKey: 'sk_test_fakeparity',
};
export const PROD = {
  publishableKey: key('pk_live_', 'clerk.parity.example'),
  secretKey: 'sk_live_fakeparity',
};
export const INSTANCES = { dev: DEV, prod: PROD };
export const ISSUER = { dev: 'https://parity-test-1.clerk.accounts.dev', prod: 'https://clerk.parity.example' };
export const SUFFIX = { dev: cookieSuffix(DEV.publishableKey), prod: cookieSuffix(PROD.publishableKey) };
export const HOST = 'app.parity.example';

export const CATEGORY = {
  session: 'cl_B7d4PD111AAA',
  template: 'cl_B7d4PD222AAA',
  m2m: 'cl_B7d4PD333AAA',
  ignore: 'cl_I7d4PD111III',
};

export function claimsOf(instance, more = {}) {
  return {
    azp: `https://${HOST}`,
    exp: T + 50,
    iat: T - 10,
    iss: ISSUER[instance],
    nbf: T - 20,
    sid: 'sess_parity',
    sub: 'user_parity',
    ...more,
  };
}

const HEADER = { alg: 'RS256', kid: KID, typ: 'JWT' };
const without = (object, ...names) => Object.fromEntries(Object.entries(object).filter(([k]) => !names.includes(k)));

// jwt makes a token by name; claims and header are added to those of a plain session token.
export function jwt(instance, name, { claims, header, drop = [], dropHeader = [], ...rest } = {}) {
  return token(`${name}@${instance}`, {
    header: header === null ? null : without({ ...HEADER, ...header }, ...dropHeader),
    payload: claims === null ? null : without(claimsOf(instance, claims), ...drop),
    ...rest,
  });
}

// The session tokens that can stand in a cookie or a header, by what is the matter with them.
const KINDS = {
  valid: {},
  second: { header: { kid: SECOND_KID }, key: 'second' },
  expired: { claims: { exp: T - 30, iat: T - 90, nbf: T - 100 } },
  early: { claims: { nbf: T + 30 } },
  future: { claims: { iat: T + 30 }, drop: ['nbf'] },
  earlyAndExpired: { claims: { nbf: T + 30, exp: T - 30 } },
  stranger: { key: 'stranger' },
  strangerKid: { key: 'stranger', header: { kid: 'ins_stranger' } },
  strangerExpired: { key: 'stranger', claims: { exp: T - 30, iat: T - 90 } },
  noKid: { dropHeader: ['kid'] },
  otherInstance: { claims: { iss: 'https://clerk.other.example' } },
  noIssuer: { drop: ['iss'] },
  issuerNumber: { claims: { iss: 7 } },
  noAzp: { drop: ['azp'] },
  noSub: { drop: ['sub'] },
  subNumber: { claims: { sub: 12 } },
  noExp: { drop: ['exp'] },
  expString: { claims: { exp: 'soon' } },
  nbfString: { claims: { nbf: 'soon' } },
  iatString: { claims: { iat: 'soon' } },
  noIat: { drop: ['iat'] },
  noNbf: { drop: ['nbf'] },
  noSid: { drop: ['sid'] },
  audience: { claims: { aud: 'https://api.parity.example' } },
  audiences: { claims: { aud: ['https://api.parity.example', 'https://second.parity.example'] } },
  template: { header: { cat: CATEGORY.template } },
  sessionCategory: { header: { cat: CATEGORY.session } },
  ignoredCategory: { header: { cat: CATEGORY.ignore } },
  m2mCategory: { header: { cat: CATEGORY.m2m } },
  numberCategory: { header: { cat: 5 } },
  machine: { claims: { sub: 'mch_parity' } },
  oauth: { header: { typ: 'at+jwt' } },
  noType: { dropHeader: ['typ'] },
  oddType: { header: { typ: 'JOSE' } },
  hs256: { header: { alg: 'HS256' } },
  algNone: { header: { alg: 'none' }, signature: '' },
  noAlg: { dropHeader: ['alg'] },
  rs384: { header: { alg: 'RS384' } },
  rs512: { header: { alg: 'RS512' } },
  cutSignature: { signature: 'AAAA' },
  pending: { claims: { sts: 'pending' } },
  active: { claims: { sts: 'active' } },
  prototypeKid: { header: { kid: '__proto__' } },
};

const TEXTS = {
  text: 'hello',
  threeDots: 'a.b.c',
  fourParts: 'a.b.c.d',
  emptyParts: '..',
  notBase64: '!!.??.**',
  deleted: 'deleted',
};

export const KIND_NAMES = [...Object.keys(KINDS), ...Object.keys(TEXTS)];

export function session(instance, kind) {
  if (kind === 'none') return undefined;
  if (kind in TEXTS) return TEXTS[kind];
  if (!KINDS[kind]) throw new Error(`no token kind ${kind}`);
  return jwt(instance, kind, KINDS[kind]);
}

export function cookies(pairs) {
  const set = Object.entries(pairs).filter(([, value]) => value !== undefined);
  return set.length ? [['Cookie', set.map(([name, value]) => `${name}=${value}`).join('; ')]] : [];
}

export const DOCUMENT = [['Sec-Fetch-Dest', 'document']];
export const FETCH = [['Sec-Fetch-Dest', 'empty']];
export const DEST = { document: DOCUMENT, empty: FETCH };

export function request({ method = 'GET', target = '/', host = HOST, dest = 'document', jar = {}, headers = [], body } = {}) {
  const all = [...(host === null ? [] : [['Host', host]]), ...(DEST[dest] ?? []), ...headers, ...cookies(jar)];
  return { method, target, headers: all, ...(body ? { body } : {}) };
}

export const bearer = value => [['Authorization', `Bearer ${value}`]];

// The jar of a signed-in browser: in development it has a dev browser as well.
export function signedInJar(instance, kind = 'valid', more = {}) {
  return {
    ...(instance === 'dev' ? { __clerk_db_jwt: 'dvb_parity' } : {}),
    __client_uat: T - 100,
    __session: session(instance, kind),
    ...more,
  };
}

// cross yields every combination of the given dimensions, each an object of named values.
export function* cross(dimensions) {
  const [[name, values] = [], ...rest] = Object.entries(dimensions);
  if (name === undefined) {
    yield {};
    return;
  }
  for (const value of values) {
    for (const others of cross(Object.fromEntries(rest))) yield { [name]: value, ...others };
  }
}

export const title = dimensions =>
  Object.entries(dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .join(' ');

// dice is a small seeded generator (mulberry32), so that random cases are the same on every machine.
export function dice(seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
  return { next, one: list => list[Math.floor(next() * list.length)], chance: p => next() < p };
}
