// The edges of time: one second before, exactly on, and one second after each of them.
import { DEV, INSTANCES, SUFFIX, bearer, cross, jwt, request, signedInJar, title } from '../cases.js';
import { NOW, T } from '../tokens.js';

const EDGES = { '-1001ms': -1001, '-1s': -1000, '-1ms': -1, 0: 0, '+1ms': 1, '+999ms': 999, '+1s': 1000 };
const SKEWS = { default: 5000, 0: 0, 1000: 1000, 500: 500, 60000: 60000 };

const TOKENS = {
  exp: jwt('dev', 'edge-exp', { claims: { exp: T, iat: T - 900, nbf: T - 900 } }),
  nbf: jwt('dev', 'edge-nbf', { claims: { exp: T + 900, nbf: T, iat: T - 900 } }),
  iat: jwt('dev', 'edge-iat', { claims: { exp: T + 900, iat: T, nbf: T - 900 } }),
  expHalf: jwt('dev', 'edge-expHalf', { claims: { exp: T + 0.5, iat: T - 900, nbf: T - 900 } }),
};

export default function* () {
  for (const d of cross({ claim: Object.keys(TOKENS), skew: Object.keys(SKEWS), edge: Object.keys(EDGES), carrier: ['header'] })) yield make(d);
  for (const d of cross({ claim: ['exp', 'nbf', 'iat'], skew: ['default'], edge: Object.keys(EDGES), carrier: ['cookie'] })) yield make(d);
  yield* handshakes();
  yield* suffixedEdge();
  yield* machines();
}

// exp ends at exp + skew; nbf and iat begin at their time - skew.
function instant(claim, skew, edge) {
  return NOW + (claim.startsWith('exp') ? skew : -skew) + edge;
}

function make(d) {
  const options = d.skew === 'default' ? DEV : { ...DEV, clockSkewInMs: SKEWS[d.skew] };
  const value = TOKENS[d.claim];
  const sent =
    d.carrier === 'header'
      ? { dest: 'empty', headers: bearer(value) }
      : { jar: { __clerk_db_jwt: 'dvb_parity', __client_uat: T - 1000, __session: value } };
  return { name: title(d), options, now: instant(d.claim, SKEWS[d.skew], EDGES[d.edge]), request: request(sent) };
}

// In development a handshake is believed although the clocks are a day apart, but not more.
function* handshakes() {
  const day = 86_400_000;
  for (const d of cross({ instance: ['dev', 'prod'], claim: ['exp', 'nbf', 'iat'], edge: ['-1s', 0, '+1s'], skew: ['day'] })) {
    const claims = { exp: { exp: T, iat: T - 900, nbf: T - 900 }, nbf: { exp: T + 99_999_999, nbf: T, iat: T - 9e5 }, iat: { exp: T + 99_999_999, iat: T, nbf: T - 9e5 } }[d.claim];
    const value = jwt(d.instance, `day-${d.claim}`, { claims });
    const backend = { 'GET /v1/clients/handshake_payload': { body: { directives: [`__session=${value}; Path=/`] } } };
    yield {
      name: `handshake ${title(d)}`,
      options: INSTANCES[d.instance],
      now: instant(d.claim, day, EDGES[d.edge]),
      request: request({ target: '/?__clerk_handshake_nonce=nonce_parity' }),
      backend,
    };
  }
}

// Whether a suffixed session has expired is asked in whole seconds and without skew.
function* suffixedEdge() {
  for (const d of cross({ instance: ['dev', 'prod'], edge: Object.keys(EDGES) })) {
    const value = jwt(d.instance, 'edge-suffixed', { claims: { exp: T, iat: T - 900, nbf: T - 900 } });
    const jar = { __clerk_db_jwt: 'dvb_plain', __client_uat: 0, ...suffixed(d.instance, value) };
    yield { name: `suffixed ${title(d)}`, options: INSTANCES[d.instance], now: NOW + EDGES[d.edge], request: request({ jar }) };
  }
}

function suffixed(instance, value) {
  const suffix = SUFFIX[instance];
  return { [`__session_${suffix}`]: value, [`__client_uat_${suffix}`]: T - 1000, [`__clerk_db_jwt_${suffix}`]: 'dvb_suffixed' };
}

function* machines() {
  for (const d of cross({ kind: ['m2m', 'oauth'], claim: ['exp', 'nbf', 'iat'], edge: ['-1s', 0, '+1s'] })) {
    const times = { exp: { exp: T, iat: T - 900, nbf: T - 900 }, nbf: { exp: T + 900, nbf: T, iat: T - 900 }, iat: { exp: T + 900, iat: T, nbf: T - 900 } }[d.claim];
    const who = d.kind === 'm2m' ? { claims: { ...times, sub: 'mch_parity' } } : { claims: times, header: { typ: 'at+jwt' } };
    const value = jwt('dev', `edge-${d.kind}-${d.claim}`, who);
    yield { name: `machine ${title(d)}`, options: DEV, now: instant(d.claim, 5000, EDGES[d.edge]), request: request({ dest: 'empty', headers: bearer(value) }) };
  }
}
