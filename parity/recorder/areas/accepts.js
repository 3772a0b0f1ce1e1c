// authenticateRequest itself, for every form of acceptsToken, with every kind of token in either place.
import { INSTANCES, KIND_NAMES, bearer, cross, request, session, signedInJar, title } from '../cases.js';

const OPAQUE = { apiKey: 'ak_parity', m2m: 'mt_parity', oauth2: 'oat_parity' };
const SATELLITE = { isSatellite: true, domain: 'satellite.example', signInUrl: 'https://primary.parity.example/' };

export default function* () {
  const headers = ['none', ...KIND_NAMES, ...Object.keys(OPAQUE)];
  for (const d of cross({ instance: ['dev'], header: headers, cookie: ['none'], dest: ['empty'] })) yield make(d);
  for (const d of cross({ instance: ['prod'], header: ['none'], cookie: KIND_NAMES, dest: ['empty'] })) yield make(d);
  for (const d of cross({ instance: ['dev', 'prod'], header: ['none', 'valid', 'expired', 'machine', 'oauth', 'apiKey'], cookie: ['none', 'valid', 'expired'], dest: ['document'] })) yield make(d);
  for (const d of cross({ instance: ['dev', 'prod'], header: ['none', 'valid', 'm2m'], cookie: ['none', 'valid'], dest: ['document'], satellite: [true] })) yield make(d, SATELLITE);
  for (const d of cross({ instance: ['prod'], header: ['valid', 'm2m'], cookie: ['none'], missing: ['domain'] })) yield make(d, { isSatellite: true });
  for (const d of cross({ instance: ['dev'], header: ['basic'], cookie: ['none', 'valid'] })) yield make(d);
}

function make(d, options = {}) {
  const value = OPAQUE[d.header] ?? (d.header === 'basic' ? undefined : session(d.instance, d.header));
  const headers = d.header === 'basic' ? [['Authorization', 'Basic abc']] : value === undefined ? [] : bearer(value);
  return {
    name: title(d),
    options: { ...INSTANCES[d.instance], ...options },
    request: request({ dest: d.dest, headers, jar: d.cookie === 'none' ? {} : signedInJar(d.instance, d.cookie) }),
    direct: true,
  };
}
