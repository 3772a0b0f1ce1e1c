// Signs in with @clerk/testing in Chromium, in each of its ways, against a
// running clerktest, does there what clerk-js offers who is signed in, and prints the journeys with their times. The facts come
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

await journey('a second address, a phone number', async page => {
  await page.goto(f.app + '/');
  await clerk.signIn({ page, ...ways.password() });
  const user = await page.evaluate(async () => {
    const email = await window.Clerk.user.createEmailAddress({ email: 'ada@work.example' });
    await email.prepareVerification({ strategy: 'email_code' });
    await email.attemptVerification({ code: '424242' });
    const phone = await window.Clerk.user.createPhoneNumber({ phoneNumber: '+12015550101' });
    await phone.prepareVerification();
    await phone.attemptVerification({ code: '424242' });
    await phone.destroy();
    await window.Clerk.user.update({ primaryEmailAddressId: email.id });
    return { primary: window.Clerk.user.primaryEmailAddress.emailAddress, phones: window.Clerk.user.phoneNumbers.length };
  });
  same('the user', JSON.stringify(user), JSON.stringify({ primary: 'ada@work.example', phones: 1 }));
});
await journey('an invitation followed', async page => {
  const invited = await backend.invitations.createInvitation({ emailAddress: 'new@example.com', redirectUrl: f.app + '/', publicMetadata: { team: 'engines' } });
  await page.goto(invited.url);
  await clerk.loaded({ page });
  const user = await page.evaluate(async () => {
    const query = new URLSearchParams(location.search);
    const signUp = await window.Clerk.client.signUp.create({ strategy: 'ticket', ticket: query.get('__clerk_ticket'), password: 'correct-horse' });
    await window.Clerk.setActive({ session: signUp.createdSessionId });
    return [query.get('__clerk_status'), window.Clerk.user.primaryEmailAddress.emailAddress, window.Clerk.user.publicMetadata.team];
  });
  same('the user', user.join(), 'sign_up,new@example.com,engines');
  same('signed in, the application', (await signedIn(page)).startsWith('user_'), true);
});
// What @clerk/testing intercepts must be JSON, and the answer to this form is a redirect.
if (f.over === 'http') await journey('consent on a page of the application', async page => {
  const app = await backend.oauthApplications.create({ name: 'Reports', redirectUris: [f.app + '/me'], scopes: 'profile email' });
  await page.goto(f.app + '/');
  await clerk.signIn({ page, ...ways.password() });
  const [name, action] = await page.evaluate(async id => [
    (await window.Clerk.oauthApplication.getConsentInfo({ oauthClientId: id })).oauthApplicationName,
    window.Clerk.oauthApplication.buildConsentActionUrl({ clientId: id }),
  ], app.clientId);
  same('the name', name, 'Reports');
  await page.evaluate(([action, back]) => {
    const form = Object.assign(document.createElement('form'), { method: 'POST', action });
    for (const [name, value] of Object.entries({ consented: 'true', response_type: 'code', redirect_uri: back, scope: 'email', state: 'fake' })) {
      form.append(Object.assign(document.createElement('input'), { name, value }));
    }
    document.body.append(form);
    form.submit();
  }, [action, f.app + '/me']);
  await page.waitForURL(url => url.pathname === '/me' && url.searchParams.has('code'));
});

await browser.close();
if (astray === 0) faults.push('@clerk/testing asks CLERK_API_URL now: fetch need not be led there');
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
