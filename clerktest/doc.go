// Package clerktest is a Clerk that runs inside a test: the Backend API and
// the Frontend API of one made-up instance, with real RSA keys, on loopback.
//
//	s := clerktest.NewServer()
//	defer s.Close()
//
//	app := fiber.New()
//	app.Use(clerkfiber.New(s.Options()))
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
// The package is part of the module's compatibility promise: a test written
// against it goes on compiling and passing within a major version. What it
// answers follows Clerk, so an answer changes when Clerk's does.
package clerktest
