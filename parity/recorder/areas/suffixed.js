// Plain cookies and suffixed ones side by side: which of them count, and what follows from it.
import { INSTANCES, SUFFIX, cross, jwt, request, title } from '../cases.js';
import { T } from '../tokens.js';

const UATS = { none: undefined, zero: 0, old: T - 200 };

const SESSIONS = {
  none: () => undefined,
  old: instance => jwt(instance, 'older', { claims: { iat: T - 40, sid: 'sess_older' } }),
  new: instance => jwt(instance, 'newer', { claims: { iat: T - 5, sid: 'sess_newer' } }),
  expired: instance => jwt(instance, 'lapsed', { claims: { iat: T - 90, exp: T - 30, nbf: T - 100, sid: 'sess_lapsed' } }),
  foreign: instance => jwt(instance, 'foreign', { claims: { iss: 'https://clerk.other.example' }, key: 'stranger' }),
  noIssuer: instance => jwt(instance, 'noIssuer', { drop: ['iss'] }),
  text: () => 'hello',
};

export default function* () {
  for (const d of cross({
    instance: ['dev', 'prod'],
    plain: Object.keys(SESSIONS),
    suffixed: ['none', 'old', 'new', 'expired', 'text'],
    plainUat: ['none', 'zero', 'old'],
    suffixedUat: ['none', 'zero', 'old'],
  })) {
    const { instance } = d;
    const suffix = SUFFIX[instance];
    const jar = {
      __client_uat: UATS[d.plainUat],
      [`__client_uat_${suffix}`]: UATS[d.suffixedUat],
      __session: SESSIONS[d.plain](instance),
      [`__session_${suffix}`]: SESSIONS[d.suffixed](instance),
      __clerk_db_jwt: instance === 'dev' ? 'dvb_plain' : undefined,
      [`__clerk_db_jwt_${suffix}`]: instance === 'dev' ? 'dvb_suffixed' : undefined,
    };
    yield { name: title(d), options: INSTANCES[instance], request: request({ jar }) };
  }
  yield* issuers();
}

// Which issuers belong to the instance, when a plain cookie and a suffixed one compete.
function* issuers() {
  const own = { dev: 'parity-test-1.clerk.accounts.dev', prod: 'clerk.parity.example' };
  for (const instance of ['dev', 'prod']) {
    const forms = {
      http: `http://${own[instance]}`,
      upper: `HTTPS://${own[instance]}`,
      bare: own[instance],
      twice: `https://https://${own[instance]}`,
      slash: `https://${own[instance]}/`,
      path: `https://${own[instance]}/path`,
      empty: '',
      number: 7,
      list: [own[instance]],
      object: {},
      true: true,
    };
    for (const [form, iss] of Object.entries(forms)) {
      const jar = {
        __client_uat: T - 200,
        [`__client_uat_${SUFFIX[instance]}`]: T - 200,
        __session: jwt(instance, `issuer-${form}`, { claims: { iss } }),
        [`__session_${SUFFIX[instance]}`]: SESSIONS.old(instance),
        __clerk_db_jwt: 'dvb_plain',
        [`__clerk_db_jwt_${SUFFIX[instance]}`]: 'dvb_suffixed',
      };
      yield { name: `issuer instance=${instance} form=${form}`, options: INSTANCES[instance], request: request({ jar }) };
    }
  }
}
