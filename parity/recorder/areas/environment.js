// What the plugin takes from its environment.
import { DEV, PROD, bearer, cross, request, session, signedInJar, title } from '../cases.js';
import { pem } from '../tokens.js';

const KEYS = { CLERK_PUBLISHABLE_KEY: DEV.publishableKey, CLERK_SECRET_KEY: DEV.secretKey };
const ENVIRONMENTS = {
  keys: KEYS,
  jwtKey: { ...KEYS, CLERK_JWT_KEY: pem() },
  version: { ...KEYS, CLERK_API_VERSION: 'v2' },
  machine: { ...KEYS, CLERK_MACHINE_SECRET_KEY: 'ak_fakemachinesecret' },
};
const REQUESTS = {
  valid: () => ({ dest: 'empty', headers: bearer(session('dev', 'valid')) }),
  expired: () => ({ jar: signedInJar('dev', 'expired') }),
  m2m: () => ({ headers: bearer('mt_parity') }),
};

export default function* () {
  for (const d of cross({ env: Object.keys(ENVIRONMENTS), request: Object.keys(REQUESTS) })) {
    yield { name: title(d), options: {}, env: ENVIRONMENTS[d.env], request: request(REQUESTS[d.request]()) };
  }
  for (const d of cross({ env: ['keys', 'jwtKey'], options: ['prod'], request: ['valid', 'expired'] })) {
    yield { name: title(d), options: PROD, env: ENVIRONMENTS[d.env], request: request(REQUESTS[d.request]()) };
  }
  yield* platform();
}

// On one hosting platform, a production instance is reached through a proxy path without being told.
function* platform() {
  const environments = {
    production: { VERCEL_TARGET_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'parity.vercel.app' },
    url: { VERCEL_TARGET_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'https://parity.vercel.app/x' },
    preview: { VERCEL_TARGET_ENV: 'preview', VERCEL_PROJECT_PRODUCTION_URL: 'parity.vercel.app' },
    ownDomain: { VERCEL_TARGET_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'parity.example' },
    disabled: { VERCEL_TARGET_ENV: 'production', VERCEL_PROJECT_PRODUCTION_URL: 'parity.vercel.app', CLERK_DISABLE_AUTO_PROXY: '1' },
  };
  for (const d of cross({ platform: Object.keys(environments), instance: ['dev', 'prod'], set: ['nothing', 'proxyUrl', 'domain'] })) {
    const keys = d.instance === 'dev' ? DEV : PROD;
    const options = { ...keys, ...{ proxyUrl: { proxyUrl: 'https://proxy.example/__clerk' }, domain: { domain: 'domain.example' } }[d.set] };
    yield { name: title(d), options, env: environments[d.platform], request: request({ jar: signedInJar(d.instance, 'expired') }) };
  }
}
