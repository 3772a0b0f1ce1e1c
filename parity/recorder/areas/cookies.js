// Session cookie and client_uat, in both kinds of instance, for a page and for a fetch.
import { INSTANCES, KIND_NAMES, cross, request, session, title } from '../cases.js';
import { T } from '../tokens.js';

const UATS = { none: undefined, zero: 0, before: T - 100, equal: T - 10, after: T + 5, junk: 'abc', tail: `${T - 100}abc` };
const FEW = ['none', 'valid', 'expired', 'early', 'stranger', 'text', 'machine'];

export default function* () {
  for (const d of cross({
    instance: ['dev', 'prod'],
    session: ['none', ...KIND_NAMES],
    uat: ['none', 'before', 'after'],
    dest: ['document', 'empty'],
  })) {
    yield make(d, 'cookie');
  }
  for (const d of cross({
    instance: ['dev', 'prod'],
    session: FEW,
    uat: ['zero', 'equal', 'junk', 'tail'],
    dest: ['document', 'empty'],
  })) {
    yield make(d, 'cookie');
  }
  for (const d of cross({
    instance: ['dev', 'prod'],
    session: FEW,
    uat: ['none', 'before'],
    dest: ['document', 'empty'],
    browser: ['none', 'query', 'both', 'emptyQuery', 'emptyCookie'],
  })) {
    yield make(d, d.browser);
  }
}

function make(d, browser) {
  const { instance, uat, dest } = d;
  const inCookie = { cookie: 'dvb_parity', both: 'dvb_cookie', emptyCookie: '' }[browser];
  const query = { query: '?__clerk_db_jwt=dvb_query', both: '?x=1&__clerk_db_jwt=dvb_query&y=2', emptyQuery: '?__clerk_db_jwt=' };
  const jar = {
    __clerk_db_jwt: instance === 'dev' || browser !== 'cookie' ? inCookie : undefined,
    __client_uat: UATS[uat],
    __session: session(instance, d.session),
  };
  return { name: title(d), options: INSTANCES[instance], request: request({ target: `/page${query[browser] ?? ''}`, dest, jar }) };
}
