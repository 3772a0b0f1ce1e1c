// Command clerkfiber is the least application of clerkfiber.
package main

import (
	"log"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
)

func main() {
	app := fiber.New()
	app.Use(clerkfiber.New())
	app.Get("/", func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.SendString("hello " + auth.UserID)
	})
	log.Fatal(app.Listen(":3000"))
}
