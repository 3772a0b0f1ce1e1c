// Signs in with @clerk/testing in Chromium, in each of its ways, against a
// running clerktest, and prints the journeys with their times. The facts come
// from testing_test.go.
import { chromium } from 'playwright-core';

// signIn({ emailAddress }) asks https://api.clerk.com for a ticket, whatever
// CLERK_API_URL says. It takes fetch as it is when it is loaded.
const { fetch } = globalThis;
let astray = 0;
globalThis.fetch = (address, init) => {
  const here = String(address).replace('https://api.clerk.com', process.env.CLERK_API_URL);
  if (here !== String(address)) astray++;
  return fetch(here, init);
};
const { clerk, clerkSetup, createAgentTestingTask } = await import('@clerk/testing/playwright');
const { createClerkClient } = await import('@clerk/backend');

const f = JSON.parse(process.env.CLERKTEST_FACTS);
const backend = createClerkClient({ secretKey: process.env.CLERK_SECRET_KEY, apiUrl: process.env.CLERK_API_URL });

const ways = {
  password: () => ({ signInParams: { strategy: 'password', identifier: f.email, password: f.password } }),
  email_code: () => ({ signInParams: { strategy: 'email_code', identifier: f.email } }),
  phone_code: () => ({ signInParams: { strategy: 'phone_code', identifier: f.phone } }),
  ticket: async () => ({ signInParams: { strategy: 'ticket', ticket: (await backend.signInTokens.createSignInToken({ userId: f.user, expiresInSeconds: 300 })).token } }),
  emailAddress: () => ({ emailAddress: f.email }),
};

await clerkSetup({ frontendApiUrl: f.frontendApiUrl, dotenv: false });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM,
  args: ['--no-sandbox', '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1'],
});
const faults = [];

async function journey(name, steps) {
  const begun = performance.now();
  const context = await browser.newContext({ ignoreHTTPSErrors: true });
  try {
    await steps(await context.newPage());
    console.log(`| @clerk/testing | ${f.over} | ${name} | ${Math.round(performance.now() - begun)} ms |`);
  } catch (error) {
    faults.push(`${f.over}, ${name}: ${error.message}`);
  }
  await context.close();
}

// Who the application says is signed in, by the cookies.
const signedIn = async page => (await (await page.goto(f.app + '/me')).text()).trim();

function same(what, got, want) {
  if (got !== want) throw new Error(`${what}: ${got}, want ${want}`);
}

for (const [name, params] of Object.entries(ways)) {
  await journey(name, async page => {
    await page.goto(f.app + '/');
    await clerk.signIn({ page, ...(await params()) });
    same('Clerk.user', await page.evaluate(() => window.Clerk.user?.id), f.user);
    same('signed in, the application', await signedIn(page), f.user);
    await page.goto(f.app + '/');
    await clerk.signOut({ page, signOutOptions: { redirectUrl: f.app + '/me' } });
    await page.waitForURL(f.app + '/me');
    same('signed out, the application', await signedIn(page), 'nobody');
  });
}
await journey('a wrong password', async page => {
  await page.goto(f.app + '/');
  const refusal = await clerk.signIn({ page, signInParams: { strategy: 'password', identifier: f.email, password: 'wrong' } }).catch(error => error.message);
  same('it is refused', /Password is incorrect/.test(refusal), true);
  same('signed in, the application', await signedIn(page), 'nobody');
});
await journey('agent task', async page => {
  const task = await createAgentTestingTask({
    onBehalfOf: { identifier: f.email }, permissions: '*', agentName: 'robot', taskDescription: 'to look', redirectUrl: f.app + '/me',
  });
  await page.goto(task.url);
  await page.waitForURL(url => url.pathname === '/me');
  same('signed in, the application', await signedIn(page), f.user);
});

await browser.close();
if (astray === 0) faults.push('@clerk/testing asks CLERK_API_URL now: fetch need not be led there');
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
