// Admin is a script for operators: it lists who has not signed in for a while,
// and bans or deletes them when told to. It uses the Backend API alone, without
// Fiber.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	job := job{out: os.Stdout}
	flag.DurationVar(&job.idle, "idle", 90*24*time.Hour, "how long somebody has not signed in")
	flag.StringVar(&job.do, "do", "list", "list, ban or delete")
	flag.Parse()

	client, err := box.Start().Client()
	if err == nil {
		err = job.run(ctx, client)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

// job is what is wanted.
type job struct {
	idle time.Duration
	do   string
	out  io.Writer
}

// run goes on after one that fails, and says at the end which did.
func (j job) run(ctx context.Context, client *backendapi.Client) error {
	act := map[string]func(context.Context, *backendapi.Client, string) error{"list": nothing, "ban": ban, "delete": remove}[j.do]
	if act == nil {
		return fmt.Errorf("-do is list, ban or delete, and not %q", j.do)
	}
	before := time.Now().Add(-j.idle)
	var failed []error
	// An iterator fetches page after page; the loop may delete what it gets.
	for user, err := range client.Users.AllUsers(ctx, backendapi.GetUserListParams{}) {
		if err != nil {
			return errors.Join(append(failed, explained(err))...)
		}
		if lastSeen(user).After(before) {
			continue
		}
		if err := act(ctx, client, user.ID); err != nil {
			failed = append(failed, fmt.Errorf("%s: %w", user.ID, explained(err)))
			continue
		}
		fmt.Fprintf(j.out, "%s\t%s\t%s\n", j.do, user.ID, lastSeen(user).UTC().Format(time.DateOnly))
	}
	return errors.Join(failed...)
}

// lastSeen is when somebody signed in last, or else when they signed up.
func lastSeen(user *backendapi.User) time.Time {
	if user.LastSignInAt == nil { // null: never
		return time.UnixMilli(user.CreatedAt)
	}
	return time.UnixMilli(*user.LastSignInAt)
}

func nothing(context.Context, *backendapi.Client, string) error { return nil }

// ban ends their sessions, and notes why: what the metadata has besides stays.
func ban(ctx context.Context, client *backendapi.Client, id string) error {
	if _, err := client.Users.BanUser(ctx, id); err != nil {
		return err
	}
	_, err := client.Users.UpdateUserMetadata(ctx, id, backendapi.UserMetadataParams{PrivateMetadata: []byte(`{"banned_for": "idle"}`)})
	return err
}

// remove takes it for done when somebody was quicker.
func remove(ctx context.Context, client *backendapi.Client, id string) error {
	if _, err := client.Users.DeleteUser(ctx, id); err != nil && !errors.Is(err, backendapi.ErrNotFound) {
		return err
	}
	return nil
}

// explained says what an operator can do about an error.
func explained(err error) error {
	var answer *backendapi.Error
	switch {
	case errors.Is(err, backendapi.ErrUnauthorized):
		return fmt.Errorf("CLERK_SECRET_KEY is wrong or was revoked: %w", err)
	case errors.Is(err, backendapi.ErrRateLimited) && errors.As(err, &answer):
		return fmt.Errorf("too many calls, again in %s: %w", answer.RetryAfter, err)
	case errors.As(err, &answer) && answer.TraceID != "":
		return fmt.Errorf("tell Clerk's support %s: %w", answer.TraceID, err)
	}
	return err
}
