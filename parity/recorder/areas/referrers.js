// A page reached from somewhere else: from Clerk's own pages, from a satellite, from nowhere.
import { HOST, INSTANCES, cross, jwt, request, signedInJar, title } from '../cases.js';

const REFERRERS = {
  none: undefined,
  own: `http://${HOST}/before`,
  ownHttps: `https://${HOST}/before`,
  ownPort: `http://${HOST}:8080/`,
  ownUpper: `HTTP://${HOST.toUpperCase()}/x`,
  satellite: 'https://satellite.example/',
  frontend: { dev: 'https://parity-test-1.clerk.accounts.dev/', prod: 'https://clerk.parity.example/' },
  frontendHttp: { dev: 'http://parity-test-1.clerk.accounts.dev:99/', prod: 'http://clerk.parity.example:99/' },
  accounts: { dev: 'https://parity-test-1.accounts.dev/', prod: 'https://accounts.parity.example/sign-in' },
  accountsHttp: { dev: 'http://parity-test-1.accounts.dev/', prod: 'http://accounts.parity.example/' },
  accountsPort: 'https://accounts.parity.example:444/',
  otherAccounts: 'https://accounts.evil.example/',
  otherDevAccounts: 'https://other-thing-9.accounts.dev/',
  otherDevFrontend: 'https://other-thing-9.clerk.accounts.dev/',
  legacyAccounts: 'https://accounts.foo.bar-13.lcl.dev/',
  legacyFrontend: 'https://clerk.foo.bar-13.lcl.dev/',
  staging: 'https://foo-bar-13.accountsstage.dev/',
  lclclerk: 'https://foo-bar-13.accounts.lclclerk.com/',
  subdomain: `https://sub.${HOST}/`,
  text: 'not a url',
  path: '/relative',
  script: 'javascript:alert(1)',
  file: 'file:///etc/passwd',
  about: 'about:blank',
  userinfo: `http://${HOST}@evil.example/`,
  empty: '',
  unicode: 'https://\u00fcber.example/',
};

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], referrer: Object.keys(REFERRERS), dest: ['document', 'iframe'] })) yield make(d);
  for (const d of cross({ instance: ['dev', 'prod'], referrer: ['satellite', 'frontend', 'accounts'], dest: ['empty'], method: ['GET', 'POST'] })) yield make(d);
  for (const d of cross({ instance: ['dev', 'prod'], referrer: ['satellite', 'frontend', 'accounts', 'proxy', 'proxyAccounts'], proxy: ['https://app.parity.example/__clerk', 'https://clerk.proxy.example/__clerk', '/__clerk'] })) {
    yield make(d, { proxyUrl: d.proxy });
  }
  for (const d of cross({ instance: ['dev', 'prod'], referrer: ['satellite', 'own', 'frontend'], satellite: [true] })) {
    yield make(d, { isSatellite: true, domain: 'satellite.example', signInUrl: 'https://primary.parity.example/sign-in' });
  }
  for (const d of cross({ instance: ['dev', 'prod'], referrer: ['own', 'satellite'], claims: ['unreadable'] })) {
    const claims = { v: 2, o: { id: 'org_parity' }, fea: 'no colon' };
    yield make(d, {}, [], { __session: jwt(d.instance, 'unreadable', { claims }) });
  }
  for (const d of cross({ instance: ['dev', 'prod'], referrer: ['own', 'ownHttps', 'satellite'], forwarded: ['https', 'http, https'] })) {
    yield make(d, {}, [['X-Forwarded-Proto', d.forwarded]]);
  }
}

function make(d, options = {}, more = [], jar = {}) {
  const chosen = { ...REFERRERS, proxy: 'https://clerk.proxy.example/x', proxyAccounts: 'https://accounts.proxy.example/__clerk' }[d.referrer];
  const referrer = typeof chosen === 'object' ? chosen[d.instance] : chosen;
  const headers = [...(referrer === undefined ? [] : [['Referer', referrer]]), ['Sec-Fetch-Dest', d.dest ?? 'document'], ...more];
  return {
    name: title(d),
    options: { ...INSTANCES[d.instance], ...options },
    request: request({ method: d.method, dest: null, headers, jar: signedInJar(d.instance, 'valid', jar) }),
  };
}
