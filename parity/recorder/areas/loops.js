// The counter that ends a loop of redirects, and the requests that may be redirected at all.
import { INSTANCES, cross, request, session, signedInJar, title } from '../cases.js';
import { T } from '../tokens.js';

const COUNTERS = ['0', '1', '2', '3', '4', '10', '-1', 'abc', '', '3.0', '2.5', '0x3', ' 3', '1e3', 'NaN', 'Infinity', '%33', '3abc', '99999999999999999999'];
const REASONS = {
  expired: instance => signedInJar(instance, 'expired'),
  noUat: instance => ({ ...signedInJar(instance), __client_uat: undefined }),
  noSession: instance => ({ ...signedInJar(instance), __session: undefined }),
  iatBefore: instance => signedInJar(instance, 'valid', { __client_uat: T + 5 }),
  noBrowser: instance => signedInJar(instance, 'valid', { __clerk_db_jwt: undefined }),
  valid: instance => signedInJar(instance),
};

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], counter: COUNTERS, reason: ['expired', 'noUat', 'noBrowser', 'valid'] })) {
    yield make(d, { __clerk_redirect_count: d.counter });
  }
  const organizationSyncOptions = { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] };
  for (const d of cross({ instance: ['dev', 'prod'], counter: ['0', '2', '3', '4', 'abc'], organization: ['other'] })) {
    const base = make({ ...d, reason: 'valid' }, { __clerk_redirect_count: d.counter }, { target: '/orgs/other' });
    yield { ...base, options: { ...base.options, organizationSyncOptions } };
  }
  for (const d of cross({ instance: ['dev', 'prod'], counter: ['0', '1', '3', '4'], referrer: ['https://satellite.example/'] })) {
    yield make({ ...d, reason: 'valid' }, { __clerk_redirect_count: d.counter }, { headers: [['Referer', d.referrer]] });
  }
  yield* eligible();
}

function make(d, more, rest = {}) {
  const jar = { ...REASONS[d.reason](d.instance), ...more };
  return { name: title(d), options: INSTANCES[d.instance], request: request({ jar, ...rest }) };
}

// Only a page that is fetched with GET can be sent somewhere else.
function* eligible() {
  const dests = { none: undefined, document: 'document', iframe: 'iframe', empty: 'empty', upper: 'Document', image: 'image', frame: 'frame', list: 'document, iframe', blank: '' };
  const accepts = { none: undefined, html: 'text/html,application/xhtml+xml', json: 'application/json', later: 'application/json, text/html', upper: 'Text/HTML', any: '*/*', prefix: 'text/html5' };
  for (const d of cross({ dest: Object.keys(dests), accept: Object.keys(accepts), instance: ['dev'] })) {
    const headers = [['Sec-Fetch-Dest', dests[d.dest]], ['Accept', accepts[d.accept]]].filter(([, value]) => value !== undefined);
    yield { name: `eligible ${title(d)}`, options: INSTANCES.dev, request: request({ dest: null, headers, jar: REASONS.expired('dev') }) };
  }
  for (const d of cross({ instance: ['dev', 'prod'], method: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'], reason: Object.keys(REASONS) })) {
    yield { name: `eligible ${title(d)}`, options: INSTANCES[d.instance], request: request({ method: d.method, jar: REASONS[d.reason](d.instance) }) };
  }
  for (const fault of ['text', 'threeDots', 'stranger', 'machine', 'template', 'noAzp', 'nbfString']) {
    for (const method of ['GET', 'POST']) {
      const jar = { ...signedInJar('prod'), __session: session('prod', fault) };
      yield { name: `eligible fault=${fault} method=${method}`, options: INSTANCES.prod, request: request({ method, jar }) };
    }
  }
}
