// Command quickstart is the program of Clerk's Fastify guide, on Fiber v3, with a
// page to look at. See https://clerk.com/docs/fastify/getting-started/quickstart.
//
// With CLERK_PUBLISHABLE_KEY and CLERK_SECRET_KEY, from the environment or a
// .env file, it talks to Clerk. With neither it starts a Clerk of its own in
// the same process, for first steps without an account.
//
// What it shares with the same program on Fiber v2 is internal/quickstart.
package main

import "github.com/clerkfiber/clerkfiber/internal/quickstart"

func main() { quickstart.Main(routes) }
