// Answers with the id of the user that a bearer token names.
import { clerkPlugin, getAuth } from '@clerk/fastify';
import Fastify from 'fastify';

const app = Fastify();
app.register(clerkPlugin, { jwtKey: process.env.CLERK_JWT_KEY, apiUrl: process.env.CLERK_API_URL });
app.get('/', (request, reply) => {
  const { userId } = getAuth(request);
  if (!userId) {
    return reply.code(401).send();
  }
  return reply.type('text/plain').send(userId);
});
const [host, port] = process.argv[2].split(':');
await app.listen({ host, port: Number(port) });
