// Organization sync: the address says which organization is meant, the session which one is active.
import { INSTANCES, cross, jwt, request, title } from '../cases.js';
import { T } from '../tokens.js';

const PATTERNS = {
  slug: { organizationPatterns: ['/orgs/:slug', '/orgs/:slug/(.*)'] },
  id: { organizationPatterns: ['/orgs/by-id/:id', '/orgs/by-id/:id/(.*)'] },
  personal: { personalAccountPatterns: ['/me', '/me/(.*)'] },
  all: {
    organizationPatterns: ['/orgs/by-id/:id', '/orgs/by-id/:id/(.*)', '/orgs/:slug', '/orgs/:slug/(.*)'],
    personalAccountPatterns: ['/me', '/me/(.*)', '/orgs/personal'],
  },
  optional: { organizationPatterns: ['/o{/:slug}?', '/p/:id?'] },
  noName: { organizationPatterns: ['/orgs/(.*)'] },
  otherName: { organizationPatterns: ['/orgs/:name'] },
  both: { organizationPatterns: ['/x/:id/:slug'] },
  regex: { organizationPatterns: ['/orgs/:slug([a-z]+)'] },
  prefix: { organizationPatterns: ['/orgs-:slug', '/orgs.:slug'] },
  plus: { organizationPatterns: ['/tree/:slug+'] },
  empty: { organizationPatterns: [], personalAccountPatterns: [] },
  emptyText: { organizationPatterns: [''] },
  invalid: { organizationPatterns: ['/orgs/('] },
  invalidPersonal: { personalAccountPatterns: ['/me/:'] },
};
const PATHS = ['/', '/orgs/parity', '/orgs/other', '/orgs/Parity', '/orgs/other/page?x=1', '/orgs/by-id/org_parity', '/orgs/by-id/org_other/x', '/me', '/me/settings', '/orgs/personal', '/orgs/', '/orgs/other/', '/orgs/a%2Fb', '/orgs/%C3%A9', '/orgs//x'];
const SESSIONS = {
  organization: { org_id: 'org_parity', org_slug: 'parity', org_role: 'org:admin' },
  version2: { v: 2, o: { id: 'org_parity', slg: 'parity', rol: 'admin' } },
  personal: {},
  pending: { sts: 'pending', org_id: 'org_parity', org_slug: 'parity' },
  noSlug: { org_id: 'org_parity' },
  unreadable: { v: 2, o: { id: 'org_parity', slg: 'parity', rol: 'admin' }, fea: 'no colon' },
};

export default function* () {
  for (const d of cross({ patterns: ['slug', 'id', 'personal', 'all'], path: PATHS, session: ['organization', 'personal'], instance: ['dev'] })) yield make(d);
  for (const d of cross({ patterns: ['all'], path: PATHS.slice(0, 9), session: Object.keys(SESSIONS), instance: ['prod'] })) yield make(d);
  for (const d of cross({ patterns: ['all'], path: ['/orgs/other', '/me'], session: ['organization'], instance: ['dev', 'prod'], dest: ['empty'], method: ['GET', 'POST'] })) yield make(d);
  for (const d of cross({ patterns: ['all'], path: ['/orgs/other', '/orgs/by-id/org_other', '/me', '/'], session: ['expired'], instance: ['dev', 'prod'] })) yield make(d);
  for (const d of cross({ patterns: ['invalid', 'invalidPersonal'], path: ['/'], session: ['organization'], instance: ['dev', 'prod'] })) yield make(d);
  const more = ['/o', '/o/other', '/p', '/p/org_other', '/orgs/other', '/orgs/Other1', '/x/org_other/other', '/orgs-other', '/orgs.other', '/tree/a/b', '/tree/parity'];
  for (const d of cross({ patterns: ['optional', 'noName', 'otherName', 'both', 'regex', 'prefix', 'plus', 'empty', 'emptyText'], path: more, session: ['organization'], instance: ['dev'] })) yield make(d);
}

function make(d) {
  const claims = d.session === 'expired' ? { exp: T - 30, iat: T - 90 } : SESSIONS[d.session];
  const value = jwt(d.instance, `member-${d.session}`, { claims });
  const jar = { __clerk_db_jwt: d.instance === 'dev' ? 'dvb_parity' : undefined, __client_uat: T - 200, __session: value };
  const options = { ...INSTANCES[d.instance], organizationSyncOptions: PATTERNS[d.patterns] };
  return { name: title(d), options, request: request({ method: d.method, dest: d.dest, target: d.path, jar }) };
}
