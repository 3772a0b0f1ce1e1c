// Package clerkfiber signs users of a Fiber application in with Clerk, the way
// @clerk/fastify does it for Fastify.
//
//	app.Use(clerkfiber.New())
//	app.Get("/me", func(c fiber.Ctx) error {
//		auth, err := clerkfiber.GetAuth(c)
//		if err != nil {
//			return err
//		}
//		return c.JSON(fiber.Map{"user": auth.UserID})
//	})
//
// New attaches the authentication state to every request and never rejects
// one; put RequireAuth after it where somebody must be signed in.
package clerkfiber
