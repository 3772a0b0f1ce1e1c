// Tokens in the Authorization header: every kind, every way of knowing the key, every check.
import { DEV, INSTANCES, KIND_NAMES, bearer, claimsOf, cross, jwt, request, session, signedInJar, title } from '../cases.js';
import { T, pem, token } from '../tokens.js';

const body64 = pem().replace(/-----.*-----|\n/g, '');
const KEYS = {
  jwks: {},
  pem: { jwtKey: pem() },
  bare: { jwtKey: body64 },
  oneLine: { jwtKey: pem().replace(/\n/g, '') },
  wrong: { jwtKey: pem('stranger') },
};

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], token: KIND_NAMES, key: ['jwks', 'pem'] })) {
    yield make(d, KEYS[d.key], bearer(session(d.instance, d.token)));
  }
  for (const d of cross({ instance: ['dev'], token: ['valid', 'second', 'expired', 'oauth'], key: ['bare', 'oneLine', 'wrong'] })) {
    yield make(d, KEYS[d.key], bearer(session(d.instance, d.token)));
  }
  yield* headerForms();
  yield* parties();
  yield* audiences();
  yield* documents();
  yield* oddJson();
}

const make = (d, options, headers, more = {}) => ({
  name: title(d),
  options: { ...INSTANCES[d.instance], ...options },
  request: request({ dest: 'empty', headers, ...more }),
});

function* headerForms() {
  const valid = session('dev', 'valid');
  const forms = {
    bearer: `Bearer ${valid}`,
    bare: valid,
    lower: `bearer ${valid}`,
    upper: `BEARER ${valid}`,
    twoSpaces: `Bearer  ${valid}`,
    tab: `Bearer\t${valid}`,
    trailing: `Bearer ${valid} more`,
    basic: 'Basic dXNlcjpwYXNz',
    basicToken: `Basic ${valid}`,
    empty: '',
    onlyBearer: 'Bearer',
    quoted: `Bearer "${valid}"`,
    comma: `Bearer ${valid},`,
    latin: 'Bearer caf\u00e9',
    apiKeyBare: 'ak_parity',
  };
  for (const [form, value] of Object.entries(forms)) {
    for (const jar of [{}, signedInJar('dev')]) {
      const name = `header form=${form} cookies=${'__session' in jar}`;
      yield { name, options: DEV, request: request({ dest: 'empty', jar, headers: [['Authorization', value]] }) };
    }
  }
  const two = [...bearer(session('dev', 'expired')), ...bearer(valid)];
  yield { name: 'header form=two', options: DEV, request: request({ dest: 'empty', headers: two }) };
}

function* parties() {
  const lists = {
    own: ['https://app.parity.example'],
    several: ['https://first.example', 'https://app.parity.example'],
    other: ['https://first.example', 'https://second.example'],
    slash: ['https://app.parity.example/'],
    none: [],
  };
  for (const d of cross({ parties: Object.keys(lists), token: ['valid', 'noAzp', 'expired', 'stranger', 'machine', 'oauth'], carrier: ['header', 'cookie'] })) {
    const options = { ...DEV, authorizedParties: lists[d.parties] };
    const value = session('dev', d.token);
    const sent =
      d.carrier === 'header'
        ? request({ dest: 'empty', headers: bearer(value) })
        : request({ dest: 'empty', jar: signedInJar('dev', d.token) });
    yield { name: title(d), options, request: sent };
  }
  const azps = { empty: '', number: 3, list: ['https://app.parity.example'], null: null };
  for (const [form, azp] of Object.entries(azps)) {
    const value = jwt('dev', `azp-${form}`, { claims: { azp } });
    for (const authorizedParties of [undefined, lists.own]) {
      const name = `azp form=${form} parties=${!!authorizedParties}`;
      yield { name, options: { ...DEV, authorizedParties }, request: request({ dest: 'empty', headers: bearer(value) }) };
    }
  }
}

function* audiences() {
  const wanted = {
    string: 'https://api.parity.example',
    list: ['https://api.parity.example', 'https://other.example'],
    other: 'https://other.example',
    otherList: ['https://other.example', 'https://third.example'],
    empty: '',
    emptyList: [],
  };
  const claims = {
    none: undefined,
    string: 'https://api.parity.example',
    list: ['https://api.parity.example', 'https://second.parity.example'],
    emptyString: '',
    emptyList: [],
    listWithEmpty: [''],
    number: 7,
    mixed: ['https://api.parity.example', 7],
    object: { a: 1 },
    null: null,
  };
  for (const d of cross({ audience: Object.keys(wanted), aud: Object.keys(claims), typ: ['JWT', 'at+jwt'] })) {
    const spec = claims[d.aud] === undefined ? {} : { claims: { aud: claims[d.aud] } };
    const value = jwt('dev', `aud-${d.aud}-${d.typ}`, { ...spec, header: { typ: d.typ } });
    yield { name: `audience ${title(d)}`, options: { ...DEV, audience: wanted[d.audience] }, request: request({ dest: 'empty', headers: bearer(value) }) };
  }
}

// A page with a token in its header can be sent to a handshake as well.
function* documents() {
  for (const d of cross({ instance: ['dev', 'prod'], token: ['valid', 'expired', 'early', 'future', 'earlyAndExpired', 'stranger', 'strangerExpired', 'template'], dest: ['document'], method: ['GET', 'POST'] })) {
    yield make(d, {}, bearer(session(d.instance, d.token)), { dest: 'document', method: d.method });
  }
  for (const d of cross({ instance: ['dev', 'prod'], header: ['expired', 'valid', 'text'], cookie: ['valid', 'expired'], dest: ['document', 'empty'] })) {
    yield make(d, {}, bearer(session(d.instance, d.header)), { dest: d.dest, jar: signedInJar(d.instance, d.cookie) });
  }
}

// Headers and payloads that are JSON, but not objects, or objects with odd members.
function* oddJson() {
  const payload = claimsOf('dev');
  const header = { alg: 'RS256', kid: 'ins_parity_main', typ: 'JWT' };
  const odd = {
    nullHeader: { header: null, payload },
    nullPayload: { header, payload: null },
    numberHeader: { header: 7, payload },
    numberPayload: { header, payload: 7 },
    stringPayload: { header, payload: '"text"' },
    listPayload: { header, payload: [1, 2] },
    listHeader: { header: [], payload },
    trueHeader: { header: true, payload },
    duplicateClaim: { header, payload: JSON.stringify(payload).replace('{', '{"sub":"user_first",') },
    upperClaims: { header, payload: { ...payload, SUB: 'user_upper', Exp: 1, AZP: 'https://evil.example' } },
    floatTimes: { header, payload: { ...payload, exp: T + 50.5, iat: T - 10.25, nbf: T - 0.5 } },
    hugeExp: { header, payload: JSON.stringify(payload).replace(`${T + 50}`, '1e30') },
    negativeExp: { header, payload: { ...payload, exp: -5 } },
    nullExp: { header, payload: { ...payload, exp: null } },
    nullNbf: { header, payload: { ...payload, nbf: null } },
    nullIat: { header, payload: { ...payload, iat: null } },
    emptyObject: { header, payload: {} },
    bigNumber: { header, payload: JSON.stringify(payload).replace('{', '{"big":12345678901234567890,"tiny":1e-7,"float":1.50,') },
    unicode: { header, payload: { ...payload, name: 'Zo\u00eb \u{1F600} \u2028', 'k\u00e9y': 1 } },
    loneSurrogate: { header, payload: JSON.stringify(payload).replace('{', '{"half":"\\ud800x",') },
    kidNumber: { header: { ...header, kid: 5 }, payload },
    kidUnicode: { header: { ...header, kid: 'ins_\u00e9\u4e2d' }, payload },
    kidNewline: { header: { ...header, kid: 'a\r\nSet-Cookie: x=1' }, payload },
    kidEmpty: { header: { ...header, kid: '' }, payload },
    kidConstructor: { header: { ...header, kid: 'constructor' }, payload },
    algNumber: { header: { ...header, alg: 5 }, payload },
    algObject: { header: { ...header, alg: { a: 1 } }, payload },
    typNumber: { header: { ...header, typ: 5 }, payload },
    typNull: { header: { ...header, typ: null }, payload },
    catNull: { header: { ...header, cat: null }, payload },
    catEmpty: { header: { ...header, cat: '' }, payload },
    catObject: { header: { ...header, cat: {} }, payload },
    subEmpty: { header, payload: { ...payload, sub: '' } },
    subNull: { header, payload: { ...payload, sub: null } },
    subMachinePrefix: { header, payload: { ...payload, sub: 'mch_' } },
  };
  for (const [form, spec] of Object.entries(odd)) {
    const value = jwtOf(form, spec);
    yield { name: `odd form=${form} carrier=header`, options: DEV, request: request({ dest: 'empty', headers: bearer(value) }) };
    const jar = { ...signedInJar('dev'), __session: value };
    yield { name: `odd form=${form} carrier=cookie`, options: DEV, request: request({ jar }) };
  }
}

const jwtOf = (form, spec) => token(`odd-${form}`, spec);
