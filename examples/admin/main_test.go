package main

import (
	"io"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/examples/box"
)

func open(t *testing.T) (*box.Box, *backendapi.Client) {
	t.Helper()
	clerk := box.Open(clerktest.Config{})
	t.Cleanup(clerk.Server.Close)
	client, err := clerk.Client()
	if err != nil {
		t.Fatal(err)
	}
	return clerk, client
}

func TestJobs(t *testing.T) {
	t.Parallel()
	for _, tc := range []struct {
		do, says     string
		gone, banned bool
		idle         time.Duration
	}{
		{do: "list", says: "list\tuser_", idle: -time.Hour},
		{do: "ban", says: "ban\tuser_", banned: true, idle: -time.Hour},
		{do: "delete", says: "delete\tuser_", gone: true, idle: -time.Hour},
		{do: "delete", says: "", idle: time.Hour}, // everybody was here just now
	} {
		clerk, client := open(t)
		for range 25 { // more than a page
			clerk.Server.CreateUser(clerktest.User{})
		}
		var out strings.Builder
		if err := (job{tc.idle, tc.do, &out}).run(t.Context(), client); err != nil {
			t.Errorf("%s: %v", tc.do, err)
		}
		if lines := strings.Count(out.String(), "\n"); tc.says != "" && lines != 27 || !strings.Contains(out.String(), tc.says) || tc.says == "" && lines != 0 {
			t.Errorf("%s: %d lines:\n%s", tc.do, lines, &out)
		}
		left, err := client.Users.GetUserList(t.Context(), backendapi.GetUserListParams{})
		if err != nil || (left.TotalCount == 0) != tc.gone {
			t.Errorf("%s: %+v, %v", tc.do, left, err)
		}
		for _, user := range left.Data {
			if user.Banned != tc.banned {
				t.Errorf("%s: %s: banned: %t", tc.do, user.ID, user.Banned)
			}
		}
	}
}

func TestWhatFails(t *testing.T) {
	t.Parallel()
	clerk, client := open(t)
	wrong, err := backendapi.New(backendapi.Options{SecretKey: "sk_test_fake", APIURL: clerk.Server.BackendURL()})
	if err != nil {
		t.Fatal(err)
	}
	clerk.Server.Fail("DELETE /v1/users/"+clerk.AdaID, clerktest.RateLimited, -1)
	for name, tc := range map[string]struct {
		client   *backendapi.Client
		do, says string
	}{
		"a wrong key":            {wrong, "list", "CLERK_SECRET_KEY is wrong or was revoked"},
		"too many calls for one": {client, "delete", clerk.AdaID + ": too many calls, again in 1s"},
		"no such job":            {client, "fire", `not "fire"`},
	} {
		err := job{-time.Hour, tc.do, io.Discard}.run(t.Context(), tc.client)
		if err == nil || !strings.Contains(err.Error(), tc.says) {
			t.Errorf("%s: %v, want %q", name, err, tc.says)
		}
	}
	if _, err := client.Users.GetUser(t.Context(), clerk.GraceID); err == nil {
		t.Error("the job ended at the first that failed")
	}
}
