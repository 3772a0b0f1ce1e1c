// Package webhooks verifies the webhooks that Clerk sends, decodes their
// events and handles each of them once.
//
// Clerk signs its webhooks by the Standard Webhooks scheme
// (https://www.standardwebhooks.com) with the header names of Svix. The
// signature is over the bytes that were sent, so a body must not be parsed
// and printed again before it is verified:
//
//	app.Post("/webhooks/clerk", func(c *fiber.Ctx) error {
//		event, err := webhooks.VerifyWebhook(c)
//		if err != nil {
//			return err // 400, or 500 where the signing secret is at fault
//		}
//		switch event.Type {
//		case webhooks.UserCreated, webhooks.UserUpdated:
//			user, err := event.User()
//			...
//		}
//		return c.SendStatus(fiber.StatusNoContent)
//	})
//
// Clerk repeats a delivery that was not answered with a 2xx status in time.
// Once keeps an event from being handled twice.
package webhooks
