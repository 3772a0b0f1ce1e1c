// Package clerktest is a Clerk that runs inside a test: the Backend API and
// the Frontend API of one made-up instance, with real RSA keys, on loopback.
//
//	s := clerktest.NewServer()
//	defer s.Close()
//
//	app := fiber.New()
//	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
//
//	user := s.CreateUser(clerktest.User{Email: "ada@example.com"})
//	req := httptest.NewRequest("GET", "/", nil)
//	req.Header.Set("Authorization", "Bearer "+s.SessionToken(user.ID))
//	res, err := app.Test(req)
//
// A server starts in milliseconds, needs no account and no network, and keeps
// everything in memory. Many of them run side by side in parallel tests; each
// is an instance of its own, with its own keys, host name and users. All of
// its methods may be called from several goroutines.
//
// It is for tests and first steps and never for production: it binds to
// loopback only, and it refuses to start while the environment holds a key
// that looks live (sk_live_, pk_live_).
//
// # What is served
//
// The Backend API in whole: every operation of Clerk's OpenAPI description of
// 12 May 2026, and what @clerk/backend 3.25.0 and clerk-sdk-go 2.4.2 have beside
// it. Both are asked their every method in this repository's CI. What is
// created is listed, got, changed and deleted; lists page, filter and order by
// every parameter of the description; what an operation does not know, and
// what Clerk would not take, is refused with Clerk's status and code. A route
// of either API that is not served answers 501 with the code
// clerktest_not_served, and never 404. AddPlan, Subscribe, AddDiscount and CreateUser make what Clerk has no
// API for: plans and subscriptions, accounts at OAuth providers, passkeys.
//
// The Frontend API as clerk-js asks it, and hosted pages that need no script.
// People sign in by e-mail code, phone code and password, with any of their
// identifiers; by the tickets of sign-in tokens, actor tokens, agent tasks and
// invitations, whose links lead to the page that an invitation names, with
// __clerk_ticket and __clerk_status, or to a hosted one; at providers, which are
// a page of this server; and where they have one, with a second factor
// (authenticator app, backup code, phone). They reset a forgotten password, join
// the waitlist, and prove anew who they are (reverification). Signed in, they
// add and verify e-mail addresses and phone numbers, change what else a profile
// has, and act in an organization as Clerk's own permissions (org:sys_…) let
// them. Config.Accounts says what the forms ask for, who may sign up, and
// whether an organization must be chosen. OAuth applications find
// /oauth/authorize, /oauth/token, /oauth/userinfo, /oauth/token_info and the
// discovery documents; consent is given on the hosted page, or on one of the
// application's own.
//
// Real applications of @clerk/express and @clerk/fastify sign people and
// machines in against it, and @clerk/testing signs in with clerk-js in Chromium:
// by password, e-mail code, phone code and ticket. Of @clerk/testing, know this.
// It adds its testing token only to what is asked of https://<frontendApiUrl>:
// over plain http (a proxyUrl of FrontendURL) the token never leaves it, and
// signing in works all the same, for there is no bot protection here. With
// anything that ends TLS before FrontendURL, named in clerkSetup's
// frontendApiUrl and in proxyUrl, the token arrives, and is not looked at.
// And signIn({ emailAddress }) asks https://api.clerk.com, whatever
// CLERK_API_URL says: make a sign-in token and give its ticket instead. Where
// @clerk/fastify reads variables, it passes CLERK_API_URL over: give apiUrl.
//
// A user's token in an organization that the server knows says what the user
// is there: its role and its permissions, as the API edits them, without
// Clerk's own (org:sys_…), and with the plans and features of billing. For a
// stranger to the organization, SessionToken panics.
//
// # What a test can ask for
//
// Fail lets calls fail, Requests lists them, Webhook and DeliverWebhooks send
// events, and a Browser signs in, and lets its token expire. Advance moves the
// server's clock on, and a Browser's jar with it; the application's clock stays
// the process's, so that nothing it is given comes from its future. Program
// clerkbox runs a server by itself, or around a command, for applications in
// any language.
//
// # What is imitated in part
//
// Clerk is imitated until the outside world would be needed:
//
//   - E-mail and SMS are never sent. Each code is 424242; templates are kept,
//     not rendered; Emails.Create keeps the message and says that it was accepted.
//   - SAML, OpenID Connect and directory (SCIM) connections are kept and
//     checked, and nobody signs in or is provisioned through one. Metadata at an
//     address is not fetched, a certificate not read. A test run stays pending.
//   - Domains have no DNS: a production instance's domain is checked and not
//     changed, an organization's domain is verified by hand alone. A proxy check
//     asks a proxy on loopback; any other has failed.
//   - Billing moves no money and ends no period: each payment is made at once
//     by the card 4242. A price transition and a discount take effect at once.
//   - The list of leaked passwords has nine of the most famous. Of password
//     digests, those of md5 and sha256 are verified; others are kept, and no
//     password matches them.
//   - Images are counted and not kept: their addresses lead nowhere.
//   - The allow-list, the block-list, the other restrictions and the settings
//     of an instance are kept, and only those of organizations have an effect.
//   - Webhooks have no Svix: its address is made up. DeliverWebhooks sends the
//     events itself, a few attempts each; those of billing and of SMS, and of the
//     codes that were never sent, are not among them. Nor does a deleted user or
//     organization tell of the sessions and invitations that end with it.
//   - Of the Frontend API, these are not served: passkeys, wallets and
//     connected accounts of a user; e-mail links; what changes an organization's
//     domains, and requests and suggestions to join, of which there are none;
//     enterprise connections and directories on an organization's pages;
//     checkout and billing; API keys on a page; the device flow of OAuth.
//     A picture is a multipart form.
//   - What Clerk does with the ticket of a link that was used, revoked or has
//     expired is not known: here the sign-in page says so.
//   - A provider (Config.Accounts.Social) takes anybody's word for an address, and
//     an address is taken for its user's own.
//   - Whoever has a phone number or a user name signs in by it, also where
//     Config.Accounts has it off. Passkeys, wallets, e-mail links, enterprise
//     connections and new devices (client trust) sign nobody in.
//   - The hosted sign-up verifies neither addresses nor numbers.
//   - A ticket stands for the second factor too. An instance cannot require one,
//     and nothing on the Frontend API refuses for want of a reverification.
//   - The only task of a session is to choose an organization.
//   - Of an OAuth application's scopes, user:org:read says nothing, and consent
//     is asked for each time.
//   - No rate limit is ever reached, unless Fail says so.
//
// The package is part of the module's compatibility promise: a test written
// against it goes on compiling and passing within a major version. What it
// answers follows Clerk, so an answer changes when Clerk's does.
package clerktest
