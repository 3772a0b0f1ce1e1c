package clerktest_test

import (
	"fmt"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// An application tested end to end: a visitor comes, signs in on the hosted
// page, and is known.
func ExampleServer() {
	s := clerktest.NewServer()
	defer s.Close()
	s.CreateUser(clerktest.User{ID: "user_ada", Email: "ada@example.com", Password: "correct horse"})

	app := fiber.New(fiber.Config{ReadBufferSize: 16 << 10})
	app.Use(clerkfiber.New(clerkfiber.Options{Environment: s.Env()}))
	app.Get("/", clerkfiber.RequireAuth(), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.SendString("hello " + auth.UserID)
	})

	browser := s.NewBrowser(app)
	page, err := browser.Get("/")
	fmt.Println(page.StatusCode, err)
	page, err = browser.SignIn("ada@example.com", "correct horse")
	fmt.Println(page.StatusCode, page.Body, err)
	// Output:
	// 401 <nil>
	// 200 hello user_ada <nil>
}
