// An expired session token with a refresh cookie: what the Backend API says about it, and then.
import { DEST, INSTANCES, SUFFIX, bearer, cross, jwt, request, session, signedInJar, title } from '../cases.js';
import { T } from '../tokens.js';

const PATH = 'POST /v1/sessions/sess_parity/refresh';
const problem = code => ({ errors: [{ code, message: `about ${code}` }] });

function answers(instance) {
  const cookie = value => `__session=${value}; Path=/; Secure`;
  const suffixed = `__session_${SUFFIX[instance]}=${session(instance, 'valid')}; Path=/`;
  const given = list => ({ body: { object: 'cookies', cookies: list } });
  return {
    renewed: given([cookie(session(instance, 'valid')), '__client_uat=5; Path=/']),
    suffixed: given([cookie(session(instance, 'noAzp')), suffixed]),
    none: given([]),
    noSession: given(['__client_uat=5; Path=/']),
    expired: given([cookie(session(instance, 'expired'))]),
    stranger: given([cookie(session(instance, 'stranger'))]),
    template: given([cookie(session(instance, 'template'))]),
    pending: given([cookie(session(instance, 'pending'))]),
    text: given([cookie('hello')]),
    noObject: { body: { cookies: [cookie(session(instance, 'valid'))] } },
    nothing: { status: 204 },
    notFound: { status: 404, body: problem('resource_not_found') },
    unauthorized: { status: 401, body: problem('clerk_key_invalid') },
    twoErrors: { status: 422, body: { errors: [...problem('first').errors, ...problem('second').errors] } },
    unexpected: { status: 500, body: problem('unexpected_error') },
    noErrors: { status: 500, body: { errors: [] } },
    brokenText: { status: 502, body: 'oops', headers: [['content-type', 'text/plain']] },
    brokenJson: { status: 500, body: '{', headers: [['content-type', 'application/json']] },
    unreachable: { fails: 'fetch failed' },
    charset: { body: JSON.stringify({ object: 'cookies', cookies: [] }), headers: [['content-type', 'application/json; charset=utf-8']] },
    oddCode: { status: 400, body: problem('odd code/with&signs') },
  };
}

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], answer: Object.keys(answers('dev')), dest: ['document', 'empty'] })) {
    yield make(d);
  }
  for (const d of cross({ instance: ['dev', 'prod'], answer: ['renewed', 'notFound'], method: ['GET', 'HEAD', 'POST', 'OPTIONS'], dest: ['document'] })) {
    yield make(d);
  }
  for (const d of cross({ instance: ['dev', 'prod'], answer: ['renewed'], cookies: ['suffixed', 'plainRefresh', 'both'], dest: ['document', 'empty'] })) {
    yield make(d);
  }
  for (const d of cross({ instance: ['prod'], answer: ['renewed', 'notFound'], token: ['early', 'future', 'stranger', 'strangerExpired', 'noSidExpired', 'oddSid', 'template', 'valid', 'expired'], carrier: ['cookie', 'header'] })) {
    yield make({ ...d, dest: 'document' });
  }
  yield* bodies();
}

function make(d, more = {}) {
  const { instance, dest = 'document', method } = d;
  const suffix = SUFFIX[instance];
  const value = {
    noSidExpired: () => jwt(instance, 'noSidExpired', { claims: { exp: T - 30, iat: T - 90 }, drop: ['sid'] }),
    oddSid: () => jwt(instance, 'oddSid', { claims: { exp: T - 30, iat: T - 90, sid: '../sess' } }),
  }[d.token]?.() ?? session(instance, d.token ?? 'expired');
  const jar = {
    ...(instance === 'dev' ? { __clerk_db_jwt: 'dvb_parity', [`__clerk_db_jwt_${suffix}`]: 'dvb_parity' } : {}),
    ...(d.cookies !== 'suffixed' ? { __client_uat: T - 100, __session: d.carrier === 'header' ? undefined : value } : {}),
    ...(['suffixed', 'both'].includes(d.cookies) ? { [`__client_uat_${suffix}`]: T - 100, [`__session_${suffix}`]: value } : {}),
    [d.cookies === 'plainRefresh' ? '__refresh' : `__refresh_${suffix}`]: 'refresh_parity',
  };
  const headers = d.carrier === 'header' ? bearer(value) : [];
  return {
    name: title(d),
    options: INSTANCES[instance],
    request: request({ method, dest, jar, headers, ...more }),
    backend: { [PATH]: answers(instance)[d.answer] },
  };
}

// What goes to the Backend API: every header of the request, and the origin that the browser saw.
function* bodies() {
  const forms = {
    forwarded: [['X-Forwarded-Host', 'public.parity.example'], ['X-Forwarded-Proto', 'https']],
    twice: [['X-Twice', 'one'], ['X-Twice', 'two']],
    latin: [['X-Name', 'Zo\u00eb']],
    empty: [['X-Empty', '']],
    userAgent: [['User-Agent', 'Parity/1.0'], ['Accept-Language', 'de, en;q=0.5'], ['Referer', 'https://app.parity.example/x']],
    port: [['Origin', 'http://app.parity.example:3000']],
  };
  for (const [form, headers] of Object.entries(forms)) {
    for (const instance of ['dev', 'prod']) {
      const base = make({ instance, answer: 'renewed', form });
      base.request = { ...base.request, headers: [...base.request.headers, ...headers] };
      yield base;
    }
  }
  yield make({ instance: 'dev', answer: 'renewed', host: 'port' }, { host: 'localhost:3000', target: '/a?b=c' });
  yield { ...make({ instance: 'dev', answer: 'renewed', jar: 'withoutRefresh' }), request: request({ jar: signedInJar('dev', 'expired') }) };
  for (const dest of Object.keys(DEST)) {
    const jar = { ...signedInJar('prod', 'expired'), [`__refresh_${SUFFIX.prod}`]: '' };
    yield { name: `empty refresh cookie dest=${dest}`, options: INSTANCES.prod, request: request({ jar, dest }) };
  }
}
