// Several domains of one application: the satellite that asks, and the primary that answers.
import { INSTANCES, SUFFIX, cross, request, signedInJar, session, title } from '../cases.js';
import { T } from '../tokens.js';

const SIGN_IN = 'https://primary.parity.example/sign-in';
const WHERE = {
  domain: { domain: 'satellite.example' },
  proxy: { proxyUrl: 'https://satellite.example/__clerk' },
  relative: { proxyUrl: '/__clerk' },
  both: { domain: 'satellite.example', proxyUrl: 'https://satellite.example/__clerk' },
  port: { domain: 'satellite.example:3000' },
};
const JARS = {
  empty: () => ({}),
  browser: () => ({ __clerk_db_jwt: 'dvb_parity' }),
  zero: () => ({ __clerk_db_jwt: 'dvb_parity', __client_uat: 0 }),
  signedIn: instance => signedInJar(instance),
  expired: instance => signedInJar(instance, 'expired'),
  uatOnly: () => ({ __clerk_db_jwt: 'dvb_parity', __client_uat: T - 100 }),
  sessionOnly: instance => ({ __clerk_db_jwt: 'dvb_parity', __session: session(instance, 'valid') }),
  looping: instance => ({ ...signedInJar(instance, 'expired'), __clerk_redirect_count: 3 }),
};
const SYNCED = { none: '', false: '__clerk_synced=false', true: '__clerk_synced=true', odd: '__clerk_synced=1', twice: '__clerk_synced=true&__clerk_synced=false' };

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], auto: ['unset', true, false], jar: Object.keys(JARS), synced: ['none', 'false', 'true'], dest: ['document', 'empty'] })) {
    yield satellite({ ...d, where: 'domain' });
  }
  for (const d of cross({ instance: ['dev', 'prod'], where: Object.keys(WHERE), jar: ['empty', 'expired', 'signedIn'], synced: ['none', 'false', 'odd', 'twice'], auto: [true] })) {
    yield satellite(d);
  }
  for (const d of cross({ instance: ['dev', 'prod'], where: ['domain'], jar: ['empty', 'expired'], synced: ['none', 'false'], auto: [true], method: ['POST', 'HEAD'] })) {
    yield satellite(d);
  }
  for (const d of cross({ instance: ['dev', 'prod'], signIn: Object.keys(SIGN_INS), origin: ['none', 'own', 'signIn'], auto: [true], jar: ['empty'], synced: ['none'] })) {
    yield satellite({ ...d, where: 'domain' });
  }
  for (const d of cross({ instance: ['dev', 'prod'], missing: ['domain', 'signInUrl', 'both'], dest: ['document', 'empty'] })) yield faulty(d);
  yield* primary();
}

const SIGN_INS = { plain: SIGN_IN, query: `${SIGN_IN}?a=b#top`, relative: '/sign-in', own: 'http://satellite.example/sign-in' };

function satellite(d) {
  const { instance, dest = 'document', method } = d;
  const options = { ...INSTANCES[instance], isSatellite: true, signInUrl: SIGN_INS[d.signIn] ?? SIGN_IN, ...WHERE[d.where] };
  if (d.auto !== 'unset') options.satelliteAutoSync = d.auto;
  const origin = { own: 'http://satellite.example', signIn: 'https://primary.parity.example' }[d.origin];
  const target = `/page${SYNCED[d.synced] ? `?a=b&${SYNCED[d.synced]}` : '?a=b'}`;
  const headers = origin ? [['Origin', origin]] : [];
  return {
    name: `satellite ${title(d)}`,
    options,
    request: request({ method, dest, target, host: 'satellite.example', headers, jar: JARS[d.jar](instance) }),
  };
}

function faulty(d) {
  const options = { ...INSTANCES[d.instance], isSatellite: true, signInUrl: SIGN_IN, domain: 'satellite.example' };
  for (const name of d.missing === 'both' ? ['domain', 'signInUrl'] : [d.missing]) delete options[name];
  return { name: `faulty ${title(d)}`, options, request: request({ dest: d.dest, host: 'satellite.example' }) };
}

const BACK = {
  plain: 'https://satellite.example/page',
  query: 'https://satellite.example/page?a=b#top',
  needsSync: 'https://satellite.example/page?__clerk_synced=false&a=b',
  withBrowser: 'https://satellite.example/?__clerk_db_jwt=dvb_other',
  own: 'http://app.parity.example/',
  port: 'http://localhost:3001/',
  noScheme: 'satellite.example/page',
  path: '/page',
  protocolRelative: '//satellite.example/',
  script: 'javascript:alert(1)',
  data: 'data:text/html,hello',
  text: 'not a url',
  spaced: ' https://satellite.example/ ',
  unicode: 'https://s\u00e4tellite.example/\u00e9',
  userinfo: 'https://user:pass@satellite.example/',
  empty: '',
};

function* primary() {
  const jars = ['empty', 'browser', 'signedIn', 'expired', 'looping'];
  for (const d of cross({ instance: ['dev', 'prod'], back: Object.keys(BACK), jar: ['empty', 'signedIn'] })) yield answering(d);
  for (const d of cross({ instance: ['dev', 'prod'], back: ['plain', 'text'], jar: jars, dest: ['document', 'empty'] })) yield answering(d);
  for (const d of cross({ instance: ['dev'], back: ['plain', 'withBrowser'], browser: ['query', 'suffixed'], jar: ['empty', 'browser'] })) yield answering(d);
}

function answering(d) {
  const { instance, dest = 'document' } = d;
  const more = d.browser === 'query' ? '&__clerk_db_jwt=dvb_query' : '';
  const jar = JARS[d.jar](instance);
  if (d.browser === 'suffixed') {
    const suffix = SUFFIX[instance];
    Object.assign(jar, { [`__clerk_db_jwt_${suffix}`]: 'dvb_suffixed', [`__client_uat_${suffix}`]: 0 });
  }
  const target = `/sign-in?__clerk_redirect_url=${encodeURIComponent(BACK[d.back])}${more}`;
  return { name: `primary ${title(d)}`, options: INSTANCES[instance], request: request({ dest, target, jar }) };
}
