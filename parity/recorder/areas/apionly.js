// __internal_enableHandshake: false, an API that never redirects (but for the dev browser).
import { INSTANCES, bearer, cross, request, session, signedInJar, title } from '../cases.js';
import { T } from '../tokens.js';

const JARS = {
  empty: () => ({}),
  browser: () => ({ __clerk_db_jwt: 'dvb_parity' }),
  valid: instance => signedInJar(instance),
  expired: instance => signedInJar(instance, 'expired'),
  early: instance => signedInJar(instance, 'early'),
  uatOnly: () => ({ __clerk_db_jwt: 'dvb_parity', __client_uat: T - 100 }),
  sessionOnly: instance => ({ __clerk_db_jwt: 'dvb_parity', __session: session(instance, 'valid') }),
  noBrowser: instance => signedInJar(instance, 'valid', { __clerk_db_jwt: undefined }),
  nonce: instance => ({ ...signedInJar(instance), __clerk_handshake_nonce: 'stale' }),
  token: instance => ({ ...signedInJar(instance), __clerk_handshake: 'stale' }),
  onlyNonce: () => ({ __clerk_handshake_nonce: 'stale' }),
  nonceLike: instance => ({ ...signedInJar(instance), __clerk_handshake_nonce_x: '1', __clerk_handshakes: '2' }),
};
const TARGETS = ['/page', '/page?__clerk_handshake_nonce=stale', '/page?__clerk_handshake=stale&a=b', '/page?__clerk_db_jwt=dvb_query', '/page?a=%20+&b'];

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], jar: Object.keys(JARS), target: TARGETS, dest: ['document', 'empty'] })) yield make(d);
  for (const d of cross({ instance: ['dev', 'prod'], jar: ['empty', 'expired'], synced: ['false', 'true'] })) {
    const options = { isSatellite: true, domain: 'satellite.example', signInUrl: 'https://primary.parity.example/', satelliteAutoSync: true };
    yield make({ ...d, satellite: true, target: `/?__clerk_synced=${d.synced}` }, options);
  }
  for (const d of cross({ instance: ['dev', 'prod'], jar: ['valid', 'browser'], target: ['/?__clerk_redirect_url=https://satellite.example/'] })) yield make(d);
  for (const d of cross({ instance: ['dev', 'prod'], jar: ['valid'], organization: [true] })) {
    yield make({ ...d, target: '/orgs/other' }, { organizationSyncOptions: { organizationPatterns: ['/orgs/:slug'] } });
  }
  for (const d of cross({ instance: ['dev', 'prod'], jar: ['valid'], referrer: [true] })) yield make({ ...d, target: '/' }, {}, [['Referer', 'https://satellite.example/']]);
  for (const d of cross({ instance: ['dev', 'prod'], token: ['valid', 'expired'], dest: ['document', 'empty'] })) {
    yield make({ ...d, jar: 'empty', target: '/' }, {}, bearer(session(d.instance, d.token)));
  }
}

function make(d, options = {}, headers = []) {
  const all = { ...INSTANCES[d.instance], ...options, __internal_enableHandshake: false };
  return { name: title(d), options: all, request: request({ dest: d.dest, target: d.target, headers, jar: JARS[d.jar](d.instance) }) };
}
