// Request targets as no browser writes them.
import { HOST, INSTANCES, cross, request, signedInJar, title } from '../cases.js';

const TARGETS = [
  '//', '///', '//x', '//x/', '//x//host/p', '///x//host/p', '//x:y', '//x|y/p', '//[::1]/p', '//[x/p', '//@x/p', '//x?y', '//x#y', '//evil.example/%2e%2e',
  '/..//host/p', '/%2e%2e//host/p', '/.//host/p', '/a/..//host/p', '/a//host/p', '/\\host/p', '/\\\\host/p', '/..\\host',
  'http://app.parity.example/p?x=1', 'http://evil.example/p', 'https://evil.example/p', 'http://evil.example:99999/p', 'HTTP://EVIL.example/p', 'http://u:p@evil.example/p', 'ftp://evil.example/p', 'http:///p', 'http://',
  '/?x=//host', '/?//host', '/#hash', '/p#hash?x=1', '/p;x=1', '/p?x=1#hash', '/p?', '/p??', '/p?&', '/p?=&=',
];

export default function* () {
  for (const d of cross({ instance: ['dev', 'prod'], target: TARGETS, jar: ['expired', 'valid'] })) {
    yield { name: title(d), options: INSTANCES[d.instance], request: request({ target: d.target, jar: signedInJar(d.instance, d.jar) }) };
  }
  for (const d of cross({ instance: ['dev'], target: TARGETS.filter(target => target.includes('host')), referrer: ['http://host/x', 'http://x/', `http://${HOST}/`] })) {
    const headers = [['Referer', d.referrer]];
    yield { name: title(d), options: INSTANCES.dev, request: request({ target: d.target, headers, jar: signedInJar('dev') }) };
  }
  for (const d of cross({ instance: ['dev'], target: TARGETS.slice(0, 12), forwarded: [true] })) {
    const headers = [['X-Forwarded-Host', 'public.example'], ['X-Forwarded-Proto', 'https']];
    yield { name: title(d), options: INSTANCES.dev, request: request({ target: d.target, headers, jar: signedInJar('dev', 'expired') }) };
  }
}
