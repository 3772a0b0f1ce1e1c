// Package clerkfiber signs users of a Fiber application in with Clerk, the way
// @clerk/fastify does it for Fastify.
//
//	app.Use(clerkfiber.New())
//	app.Get("/me", func(c *fiber.Ctx) error {
//		auth, err := clerkfiber.GetAuth(c)
//		if err != nil {
//			return err
//		}
//		return c.JSON(fiber.Map{"user": auth.UserID})
//	})
//
// New attaches the authentication state to every request and never rejects
// one; put RequireAuth after it where somebody must be signed in.
//
// # Which one
//
// New panics for wrong options, when the application starts; NewHandler returns
// the error instead. NewAuthenticator is for who also wants VerifyToken with the
// plugin's own keys and cache, or AuthenticateRequest where no handler runs.
//
// GetAuth is for handlers, FromContext for code that has a context alone,
// AuthFromLocals for a connection that outlives its request, such as a websocket.
//
// Client is the Backend API of the instance that the request's plugin serves;
// ClerkClient that of the environment, for code outside of requests;
// backendapi.New that of whatever keys it is given.
//
// Auth.SessionClaims has the claims of every session token, and all others as
// JSON; Claims decodes one's own into a type of one's own.
package clerkfiber
