// Package redistest tests webhooks.Once against a real Redis, through
// gofiber/storage/redis. It is a module of its own so that the Redis client
// stays out of clerkfiber's requirements.
package redistest
