// A real application of @clerk/express. applications_test.go visits it.
import { clerkClient, clerkMiddleware, getAuth, requireAuth } from '@clerk/express';
import express from 'express';

const app = express();
app.set('trust proxy', 'loopback');
app.use(clerkMiddleware());

app.get('/', (req, res) => {
  const { userId, orgId, orgRole, has } = getAuth(req);
  res.json({ userId, orgId: orgId ?? null, orgRole: orgRole ?? null, mayRead: has({ permission: 'org:invoices:read' }) });
});
app.get('/account', requireAuth(), async (req, res) => {
  const { firstName } = await clerkClient.users.getUser(getAuth(req).userId);
  res.json({ firstName });
});
app.get('/machine', (req, res) => {
  const auth = getAuth(req, { acceptsToken: ['api_key', 'm2m_token', 'oauth_token'] });
  res.json({ tokenType: auth.tokenType, subject: auth.subject ?? null });
});

const server = app.listen(0, '127.0.0.1', () => console.log(`http://127.0.0.1:${server.address().port}`));
