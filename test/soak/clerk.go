package main

import (
	"context"
	"fmt"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

const (
	users = 100
	// A key is used for this long. The one before it is withdrawn when the next comes.
	rotation = 20 * time.Second
	// After a rotation, with strangers who ask for keys that do not exist, the
	// new key may take ten seconds to be found.
	found = 11 * time.Second
)

// clerk is Clerk, with tokens of all kinds that are made anew as keys rotate.
type clerk struct {
	server  *clerktest.Server
	names   [users]string
	current atomic.Pointer[tokens]
}

type tokens struct {
	made     time.Time
	session  [users]string
	expired  [users]string
	apiKey   [users]string
	machine  string // a machine's JWT
	stranger []string
}

func openClerk() (*clerk, error) {
	server, err := clerktest.Start(clerktest.Config{})
	if err != nil {
		return nil, err
	}
	c := &clerk{server: server}
	for i := range c.names {
		c.names[i] = fmt.Sprintf("user_%03d", i)
	}
	c.mint()
	return c, nil
}

func (c *clerk) variables() []string {
	return []string{
		"CLERK_PUBLISHABLE_KEY=" + c.server.PublishableKey(), "CLERK_SECRET_KEY=" + c.server.SecretKey(),
		"CLERK_API_URL=" + c.server.BackendURL(), "CLERK_FAPI_URL=" + c.server.FrontendURL(),
	}
}

func (c *clerk) mint() {
	t := &tokens{machine: c.server.M2MToken("mch_soak", clerktest.AsJWT())}
	before := c.current.Load()
	for i, user := range &c.names {
		t.session[i] = c.server.SessionToken(user)
		t.expired[i] = c.server.SessionToken(user, clerktest.Expired())
		if before == nil {
			t.apiKey[i] = c.server.APIKey(user)
		} else {
			t.apiKey[i] = before.apiKey[i]
		}
	}
	t.stranger = []string{
		"", "garbage", "a.b.c", "ak_unknown", t.session[0] + "x", t.session[1][:len(t.session[1])-8] + "AAAAAAAA",
		c.server.SessionToken("user_eve", clerktest.OtherKey()), c.server.SessionToken("user_eve", clerktest.OtherInstance()),
		c.server.SessionToken("user_eve", clerktest.NotYetValid()), c.server.SessionToken("user_eve", clerktest.Template("t")),
	}
	t.made = time.Now()
	c.current.Store(t)
}

// rotate changes the keys until ctx is done.
func (c *clerk) rotate(ctx context.Context) {
	tick := time.NewTicker(rotation)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			c.server.WithdrawKeys()
			c.server.RotateKey()
			c.mint()
		}
	}
}
