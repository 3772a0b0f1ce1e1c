// What the claims of a session say about organization, permissions, features, plans and age.
import { DEV, bearer, cross, jwt, request } from '../cases.js';

const V1 = {
  plain: {},
  organization: { org_id: 'org_parity', org_role: 'org:admin', org_slug: 'parity' },
  permissions: {
    org_id: 'org_parity',
    org_role: 'org:admin',
    org_slug: 'parity',
    org_permissions: ['org:invoices:create', 'org:sys_memberships:read'],
  },
  roleWithoutPrefix: { org_id: 'org_parity', org_role: 'admin' },
  rolePrefixedTwice: { org_id: 'org_parity', org_role: 'org:org:admin' },
  member: { org_id: 'org_parity', org_role: 'org:member', org_permissions: [] },
  roleNoId: { org_role: 'org:admin', org_permissions: ['org:invoices:create'] },
  permissionsText: { org_id: 'org_parity', org_role: 'org:admin', org_permissions: 'org:invoices:create' },
  roleNumber: { org_id: 'org_parity', org_role: 5 },
  nulls: { org_id: null, org_role: null, org_slug: null, org_permissions: null },
  emptyStrings: { org_id: '', org_role: '', org_slug: '' },
  version1: { v: 1, org_id: 'org_parity', org_role: 'org:admin' },
  version3: { v: 3, org_id: 'org_parity', o: { id: 'org_other' } },
  versionText: { v: '2', org_id: 'org_parity', o: { id: 'org_other' } },
  objects: { org_id: { a: 1 }, org_slug: ['x'] },
};

const o = (more = {}) => ({ id: 'org_parity', slg: 'parity', rol: 'admin', ...more });
const V2 = {
  plain: {},
  organization: { o: o() },
  permissions: { o: o({ per: 'create,read', fpm: '3,2' }), fea: 'o:invoices,o:reports' },
  userFeature: { o: o({ per: 'create,read', fpm: '3,2' }), fea: 'o:invoices,u:chat,o:reports' },
  bothScopes: { o: o({ per: 'create,read', fpm: '1,3' }), fea: 'uo:invoices,ou:reports' },
  spaces: { o: o({ per: ' create , read ', fpm: ' 1 , 3 ' }), fea: ' o:invoices , o:reports ' },
  moreFeatures: { o: o({ per: 'create', fpm: '1' }), fea: 'o:invoices,o:reports,o:files' },
  moreMaps: { o: o({ per: 'create', fpm: '1,1,1' }), fea: 'o:invoices' },
  bigMap: { o: o({ per: 'create,read', fpm: '340282366920938463463374607431768211455' }), fea: 'o:invoices' },
  zeroMap: { o: o({ per: 'create,read', fpm: '0,00,010' }), fea: 'o:invoices,o:reports,o:files' },
  junkMap: { o: o({ per: 'create,read', fpm: 'x,-1,1.5,' }), fea: 'o:invoices,o:reports,o:files,o:more' },
  noMap: { o: o({ per: 'create,read' }), fea: 'o:invoices' },
  noPermissions: { o: o({ fpm: '3' }), fea: 'o:invoices' },
  emptyPermissions: { o: o({ per: '', fpm: '3' }), fea: 'o:invoices' },
  noFeatures: { o: o({ per: 'create', fpm: '1' }) },
  emptyFeatures: { o: o({ per: 'create', fpm: '1' }), fea: '' },
  unknownScope: { o: o({ per: 'create', fpm: '1' }), fea: 'x:invoices,o:reports' },
  colonInFeature: { o: o({ per: 'create', fpm: '1' }), fea: 'o:invoices:more' },
  noColon: { fea: 'invoices' },
  noColonWithOrganization: { o: o(), fea: 'invoices' },
  trailingComma: { o: o(), fea: 'o:invoices,' },
  featuresNumber: { o: o(), fea: 7 },
  featuresList: { o: o(), fea: ['o:invoices'] },
  permissionsNumber: { o: o({ per: 7, fpm: '1' }), fea: 'o:invoices' },
  mapNumber: { o: o({ per: 'create', fpm: 1 }), fea: 'o:invoices' },
  mapList: { o: o({ per: 'create', fpm: ['1'] }), fea: 'o:invoices' },
  noRole: { o: { id: 'org_parity', slg: 'parity' } },
  prefixedRole: { o: o({ rol: 'org:admin' }) },
  roleNumber: { o: o({ rol: 5 }) },
  noId: { o: { slg: 'parity', rol: 'admin' } },
  emptyOrganization: { o: {} },
  organizationText: { o: 'org_parity' },
  organizationNull: { o: null },
  organizationList: { o: ['org_parity'] },
  organizationZero: { o: 0 },
  userPlans: { pla: 'u:pro', fea: 'u:chat' },
  organizationPlans: { o: o(), pla: 'o:gold,u:pro', fea: 'o:invoices,u:chat' },
  planNoColon: { pla: 'pro' },
  planNumber: { pla: 7 },
  version1ClaimsToo: { o: o(), org_id: 'org_old', org_role: 'org:old' },
};

const AGES = {
  both: [1, 2],
  old: [30, 2000],
  edges: [5, 5],
  tens: [10, 9],
  noSecond: [3, -1],
  noFirst: [-1, 3],
  none: [-1, -1],
  one: [1],
  three: [1, 2, 3],
  text: ['1', '2'],
  minusTwo: [-2, 1],
  fraction: [1.5, 2.5],
  null: null,
  string: '1,2',
  zero: [0, 0],
  nulls: [null, null],
  huge: [1439, 1440],
  staleNoSecond: [30, -1],
  staleNoFirst: [-1, 30],
  firstStale: [30, 1],
  secondStale: [1, 30],
  bothStale: [2000, 2000],
};

const OTHERS = {
  actor: { act: { sub: 'user_admin', iss: 'https://dashboard.example', sid: 'sess_admin' } },
  actorText: { act: 'user_admin' },
  actorNull: { act: null },
  pending: { sts: 'pending' },
  pendingVersion2: { v: 2, sts: 'pending', o: o() },
  active: { sts: 'active' },
  statusOdd: { sts: 'expired' },
  statusNumber: { sts: 1 },
  statusNull: { sts: null },
  custom: { metadata: { plan: 'gold', depth: { of: ['nesting', 1, null, true] } }, email: 'zoe@parity.example' },
  emptyKey: { '': 'empty', ' ': 'space' },
  html: { text: '<b>&amp;</b> \u2028 \u007f' },
  prototype: JSON.parse('{"__proto__":{"a":1},"constructor":"x"}'),
};

function* named() {
  for (const [name, claims] of Object.entries(V1)) yield [`v1-${name}`, claims];
  for (const [name, claims] of Object.entries(V2)) yield [`v2-${name}`, { v: 2, ...claims }];
  for (const [name, fva] of Object.entries(AGES)) yield [`fva-${name}`, { v: 2, fva, o: o() }];
  for (const [name, claims] of Object.entries(OTHERS)) yield [`other-${name}`, claims];
}

export default function* () {
  for (const [name, claims] of named()) {
    const value = jwt('dev', name, { claims });
    yield { name, options: DEV, request: request({ dest: 'empty', headers: bearer(value) }), getToken: true, direct: true };
  }
  for (const d of cross({ session: ['plain', 'a b', 'a/b', '../x', '', 7] })) {
    const value = jwt('dev', `sid-${d.session}`, { claims: { sid: d.session } });
    yield { name: `sid=${d.session}`, options: DEV, request: request({ dest: 'empty', headers: bearer(value) }), getToken: true };
  }
  yield* tokenAnswers();
}

const MADE = { body: { object: 'token', jwt: 'made.by.template' } };

// What getToken makes of each answer of the Backend API.
function* tokenAnswers() {
  const value = jwt('dev', 'valid', {});

  const answers = {
    made: MADE,
    notFound: { status: 404, body: { errors: [{ code: 'resource_not_found', message: 'not found' }] } },
    broken: { status: 500, body: 'oops' },
    unreachable: { fails: 'fetch failed' },
    noJwt: { body: { object: 'token' } },
  };
  for (const [name, answer] of Object.entries(answers)) {
    const paths = ['/tokens', '/tokens/hasura', '/tokens/two%20words'];
    const backend = Object.fromEntries(paths.map(path => [`POST /v1/sessions/sess_parity${path}`, answer]));
    yield { name: `getToken answer=${name}`, options: DEV, request: request({ dest: 'empty', headers: bearer(value) }), getToken: true, backend };
  }
}
