// The address that the browser saw: forwarded headers, hosts, targets, and proxy URLs.
import { DEV, HOST, INSTANCES, cross, request, session, signedInJar, title } from '../cases.js';

const FORWARDED = {
  host: [['X-Forwarded-Host', 'public.parity.example']],
  proto: [['X-Forwarded-Proto', 'https']],
  both: [['X-Forwarded-Host', 'public.parity.example'], ['X-Forwarded-Proto', 'https']],
  hosts: [['X-Forwarded-Host', 'first.example, second.example'], ['X-Forwarded-Proto', 'https,http']],
  spaced: [['X-Forwarded-Host', ' first.example , second.example'], ['X-Forwarded-Proto', ' https , http']],
  twice: [['X-Forwarded-Host', 'first.example'], ['X-Forwarded-Host', 'second.example'], ['X-Forwarded-Proto', 'https'], ['X-Forwarded-Proto', 'http']],
  port: [['X-Forwarded-Host', 'public.parity.example:8443'], ['X-Forwarded-Proto', 'https']],
  defaultPort: [['X-Forwarded-Host', 'public.parity.example:443'], ['X-Forwarded-Proto', 'https']],
  forwardedPort: [['X-Forwarded-Host', 'public.parity.example'], ['X-Forwarded-Port', '8443'], ['X-Forwarded-Proto', 'https']],
  cloudfront: [['CloudFront-Forwarded-Proto', 'https']],
  upper: [['X-Forwarded-Host', 'PUBLIC.Parity.Example'], ['X-Forwarded-Proto', 'HTTPS']],
  emptyHost: [['X-Forwarded-Host', '']],
  comma: [['X-Forwarded-Host', ',second.example']],
  emptyProto: [['X-Forwarded-Proto', '']],
  script: [['X-Forwarded-Proto', 'javascript']],
  ftp: [['X-Forwarded-Proto', 'ftp']],
  ws: [['X-Forwarded-Proto', 'wss']],
  junkHost: [['X-Forwarded-Host', 'foo|bar']],
  markup: [['X-Forwarded-Host', '<script>']],
  path: [['X-Forwarded-Host', 'evil.example/path?x=']],
  userinfo: [['X-Forwarded-Host', `${HOST}@evil.example`]],
  backslash: [['X-Forwarded-Host', 'evil.example\\x']],
  hash: [['X-Forwarded-Host', 'evil.example#']],
  ipv6: [['X-Forwarded-Host', '[::1]:3000']],
  ipv4: [['X-Forwarded-Host', '127.1']],
  unicode: [['X-Forwarded-Host', '\u00fcber.example']],
  badPort: [['X-Forwarded-Host', 'public.example:99999']],
  forwarded: [['Forwarded', 'host=public.example;proto=https']],
};

const HOSTS = { plain: HOST, port: 'localhost:3000', eighty: `${HOST}:80`, upper: 'App.Parity.EXAMPLE', ipv6: '[::1]:3000', ip: '127.0.0.1', dot: `${HOST}.` };

const TARGETS = ['/', '/a/b', '/a?b=c&d', '/a%20b?x=%20y+z', '/%C3%A9?q=%C3%A9', '/a//b', '/a/../b', '/a/./b', '/%2e%2e/b', '/a?', '/a?=', '/a?b=c?d', "/it's?q='", '/a;b=c', '/a|b', '/a^b`{}', '/~user', '/a%2Fb', '/?redirect_url=https://evil.example', '/a?b[]=1&b[]=2', '/a%zz', '/a?%zz=%', '/a\\b', '/a"b<c>'];

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], forwarded: Object.keys(FORWARDED), jar: ['expired', 'valid'] })) {
    yield make(d, { headers: FORWARDED[d.forwarded] });
  }
  for (const d of cross({ instance: ['dev', 'prod'], host: Object.keys(HOSTS), proto: ['http', 'https'] })) {
    yield make(d, { host: HOSTS[d.host], headers: d.proto === 'https' ? [['X-Forwarded-Proto', 'https']] : [] });
  }
  for (const d of cross({ instance: ['dev', 'prod'], target: TARGETS })) {
    if (!d.target.includes('%zz') || d.target.includes('?')) yield make(d, { target: d.target });
  }
  for (const d of cross({ target: TARGETS.slice(0, 14), forwarded: ['both', 'port'] })) {
    yield make({ instance: 'dev', ...d }, { target: d.target, headers: FORWARDED[d.forwarded] });
  }
  yield* proxies();
  yield* cookieForms();
}

function make(d, rest, options = {}) {
  const jar = signedInJar(d.instance, d.jar ?? 'expired');
  return { name: title(d), options: { ...INSTANCES[d.instance], ...options }, request: request({ jar, ...rest }) };
}

function* proxies() {
  const proxyUrls = ['/__clerk', '/', '/a/b/', 'https://proxy.example/__clerk', 'https://proxy.example/__clerk/', 'https://proxy.example', 'http://localhost:3000/api/__clerk', 'https://proxy.example/a//'];
  for (const d of cross({ instance: ['dev', 'prod'], proxyUrl: proxyUrls, forwarded: ['none', 'both', 'port', 'proto'], satellite: [false] })) {
    yield make(d, { headers: FORWARDED[d.forwarded] ?? [] }, { proxyUrl: d.proxyUrl });
  }
  for (const d of cross({ instance: ['dev', 'prod'], proxyUrl: proxyUrls.slice(0, 5), satellite: [true] })) {
    const options = { proxyUrl: d.proxyUrl, isSatellite: true, signInUrl: 'https://primary.parity.example/sign-in' };
    yield make(d, {}, options);
  }
  for (const d of cross({ instance: ['dev', 'prod'], domain: ['domain.example'], proxyUrl: ['', '/__clerk'] })) {
    yield make(d, {}, { domain: d.domain, proxyUrl: d.proxyUrl });
  }
}

// Cookie headers as browsers and others write them.
function* cookieForms() {
  const valid = session('dev', 'valid');
  const base = `__clerk_db_jwt=dvb_parity; __client_uat=1799999900`;
  const forms = {
    quoted: `${base}; __session="${valid}"`,
    encoded: `${base}; __session=${valid.replace('}}', '}}%20')}`,
    noSpace: `${base};__session=${valid}`,
    spaces: `${base} ;  __session = ${valid} `,
    twice: `${base}; __session=${valid}; __session=hello`,
    twiceReversed: `${base}; __session=hello; __session=${valid}`,
    upper: `${base}; __SESSION=${valid}`,
    emptySession: `${base}; __session=`,
    noEquals: `${base}; __session; x=y`,
    equalsInside: `${base}; __session=${valid}=`,
    badEncoding: `${base}; __session=%E4%zz`,
    encodedSemicolon: `${base}; x=a%3B__session=${valid}`,
    leadingSemicolon: `;;${base}; __session=${valid};`,
    tabs: `${base};\t__session=\t${valid}\t`,
    comma: `${base}, __session=${valid}`,
    percentBrowser: `__clerk_db_jwt=dvb%20parity%2B%26; __client_uat=1799999900; __session=${session('dev', 'expired')}`,
    prototype: `${base}; __proto__=x; constructor=y; __session=${valid}`,
    latin: `${base}; n=\u00e9; __session=${valid}`,
    percentUat: `__clerk_db_jwt=dvb_parity; __client_uat=%31799999900; __session=${valid}`,
    negativeUat: `__clerk_db_jwt=dvb_parity; __client_uat=-5; __session=${valid}`,
    hexUat: `__clerk_db_jwt=dvb_parity; __client_uat=0x10; __session=${valid}`,
    spaceUat: `__clerk_db_jwt=dvb_parity; __client_uat=" 12"; __session=${valid}`,
    hugeUat: `__clerk_db_jwt=dvb_parity; __client_uat=99999999999999999999999; __session=${valid}`,
    floatUat: `__clerk_db_jwt=dvb_parity; __client_uat=1799999990.9; __session=${valid}`,
    exponentUat: `__clerk_db_jwt=dvb_parity; __client_uat=1e12; __session=${valid}`,
  };
  for (const [form, value] of Object.entries(forms)) {
    yield { name: `cookie form=${form}`, options: DEV, request: request({ headers: [['Cookie', value]] }) };
  }
  const lines = [['Cookie', base], ['Cookie', `__session=${valid}`]];
  yield { name: 'cookie form=twoHeaders', options: DEV, request: request({ headers: lines }) };
}
