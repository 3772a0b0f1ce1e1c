// A real application of @clerk/fastify. applications_test.go visits it.
import { clerkClient, clerkPlugin, getAuth } from '@clerk/fastify';
import Fastify from 'fastify';

const app = Fastify({ trustProxy: 'loopback' });
app.register(clerkPlugin, { apiUrl: process.env.CLERK_API_URL }); // the plugin reads all variables but this one

app.get('/', async req => {
  const { userId, orgId, orgRole, has } = getAuth(req);
  return { userId, orgId: orgId ?? null, orgRole: orgRole ?? null, mayRead: has({ permission: 'org:invoices:read' }) };
});
app.get('/account', async (req, reply) => {
  const { userId } = getAuth(req);
  if (!userId) return reply.redirect(process.env.CLERK_SIGN_IN_URL);
  const { firstName } = await clerkClient.users.getUser(userId);
  return { firstName };
});
app.get('/machine', async req => {
  const auth = getAuth(req, { acceptsToken: ['api_key', 'm2m_token', 'oauth_token'] });
  return { tokenType: auth.tokenType, subject: auth.subject ?? null };
});

console.log(await app.listen({ host: '127.0.0.1', port: 0 }));
