// Two thousand requests put together by dice from everything that the other areas try one at a time.
import { DEST, HOST, INSTANCES, KIND_NAMES, SUFFIX, bearer, dice, request, session } from '../cases.js';
import { T, pem } from '../tokens.js';

const { one, chance } = dice(20260512);
const COMMON = ['valid', 'expired', 'early', 'future', 'stranger', 'noAzp', 'pending'];
const kind = () => (chance(0.7) ? one(COMMON) : one(KIND_NAMES));
const maybe = (p, make) => (chance(p) ? make() : undefined);
const uat = () => one([0, T - 100, T - 100, T - 10, T + 5, 'abc', '']);

export default function* () {
  for (let n = 0; n < 2000; n++) {
    const instance = one(['dev', 'prod']);
    yield { name: `${n}`.padStart(4, '0'), options: options(instance), request: asked(instance), backend: backend(instance) };
  }
}

function options(instance) {
  const chosen = { ...INSTANCES[instance] };
  if (chance(0.3)) Object.assign(chosen, { isSatellite: true, domain: 'satellite.example', signInUrl: 'https://primary.parity.example/sign-in' });
  if (chance(0.3)) chosen.satelliteAutoSync = chance(0.5);
  if (chance(0.2)) chosen.proxyUrl = one(['/__clerk', 'https://proxy.example/__clerk']);
  if (chance(0.1)) chosen.authorizedParties = one([[`https://${HOST}`], ['https://other.example']]);
  if (chance(0.1)) chosen.jwtKey = pem();
  if (chance(0.2)) chosen.organizationSyncOptions = { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'], personalAccountPatterns: ['/me'] };
  if (chance(0.1)) chosen.__internal_enableHandshake = false;
  return chosen;
}

function asked(instance) {
  const query = [];
  const suffix = SUFFIX[instance];
  if (chance(0.15)) query.push(`__clerk_synced=${one(['true', 'false', 'x'])}`);
  if (chance(0.1)) query.push('__clerk_db_jwt=dvb_query');
  if (chance(0.1)) query.push(`__clerk_redirect_url=${encodeURIComponent('https://satellite.example/a?b=c')}`);
  if (chance(0.1)) query.push('__clerk_handshake_nonce=nonce_query');
  if (chance(0.3)) query.push(one(['a=b', 'q=%20+x', 'e=%C3%A9', '__clerk_help=1']));
  const path = one(['/', '/page', '/orgs/other', '/me', '/a/b/']);
  const jar = {
    __session: maybe(0.7, () => session(instance, kind())),
    [`__session_${suffix}`]: maybe(0.4, () => session(instance, kind())),
    __client_uat: maybe(0.7, uat),
    [`__client_uat_${suffix}`]: maybe(0.4, uat),
    __clerk_db_jwt: maybe(0.7, () => 'dvb_plain'),
    [`__clerk_db_jwt_${suffix}`]: maybe(0.4, () => 'dvb_suffixed'),
    [`__refresh_${suffix}`]: maybe(0.3, () => 'refresh_parity'),
    __clerk_handshake_nonce: maybe(0.05, () => 'nonce_cookie'),
    __clerk_handshake: maybe(0.05, () => session(instance, kind())),
    __clerk_redirect_count: maybe(0.2, () => one([1, 2, 3, 4, 'x'])),
  };
  return request({
    method: chance(0.85) ? 'GET' : one(['POST', 'HEAD', 'PUT', 'DELETE', 'OPTIONS']),
    dest: one([...Object.keys(DEST), 'document', 'none']),
    target: query.length ? `${path}?${query.join('&')}` : path,
    headers: headersOf(instance),
    jar,
  });
}

function headersOf(instance) {
  const headers = [];
  if (chance(0.2)) headers.push(['Accept', one(['text/html', 'application/json', '*/*'])]);
  if (chance(0.2)) headers.push(...bearer(chance(0.3) ? one(['ak_parity', 'mt_parity', 'oat_parity']) : session(instance, kind())));
  if (chance(0.25)) headers.push(['Referer', one([`http://${HOST}/`, 'https://satellite.example/', 'https://accounts.parity.example/', 'nonsense'])]);
  if (chance(0.25)) headers.push(['X-Forwarded-Host', one(['public.example', 'public.example:8443'])], ['X-Forwarded-Proto', one(['https', 'http'])]);
  if (chance(0.1)) headers.push(['Origin', one([`http://${HOST}`, 'https://satellite.example'])]);
  return headers;
}

function backend(instance) {
  const renewed = { body: { object: 'cookies', cookies: [`__session=${session(instance, 'valid')}; Path=/`] } };
  const refused = { status: 404, body: { errors: [{ code: 'resource_not_found', message: 'not found' }] } };
  const directives = [`__session=${session(instance, kind())}; Path=/`, '__client_uat=5; Path=/'];
  return {
    'POST /v1/sessions/sess_parity/refresh': one([renewed, refused]),
    'GET /v1/clients/handshake_payload': one([{ body: { directives } }, { body: { directives: [] } }, refused]),
    'POST /api_keys/verify': one([refused, { body: { object: 'api_key', id: 'ak_id', name: 'n', subject: 'user_parity', scopes: [], claims: null } }]),
  };
}
