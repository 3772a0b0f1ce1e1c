// What the installed Clerk packages offer, a line each: the client's methods and
// the exports of each entry point that the plugin mirrors.
import { createClerkClient } from '@clerk/backend';

const entries = ['@clerk/fastify', '@clerk/fastify/webhooks', '@clerk/backend', '@clerk/backend/errors', '@clerk/backend/jwt', '@clerk/backend/webhooks', '@clerk/backend/internal'];
const lines = [];
for (const entry of entries) {
  const names = await import(entry).then(Object.keys, () => ['(no such entry)']);
  lines.push(...names.map(name => `${entry}: ${name}`));
}

function methods(object) {
  const names = new Set();
  for (let o = object; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
    for (const name of Object.getOwnPropertyNames(o)) names.add(name);
  }
  return [...names].filter(name => name !== 'constructor' && typeof object[name] === 'function');
}

const client = createClerkClient({ secretKey: 'sk_test_fake', publishableKey: 'pk_test_Y2xlcmsuZXhhbXBsZS5jb20k' });
for (const [service, value] of Object.entries(client)) {
  if (typeof value === 'function') lines.push(`client.${service}`);
  else if (value && typeof value === 'object') lines.push(...methods(value).map(name => `client.${service}.${name}`));
}
console.log(lines.sort().join('\n'));
