package clerktest

import (
	"fmt"
	"os"
	"sort"
	"strings"
	"time"
)

// DefaultSessionTokenTTL is the lifetime of Clerk's session tokens.
const DefaultSessionTokenTTL = 60 * time.Second

// Config shapes a Server. The zero value is a development instance as Clerk
// makes it: tokens of 60 seconds, handshakes by nonce.
type Config struct {
	// Production makes a production instance: pk_live_ and sk_live_ keys, the
	// visitor known by the __client cookie and not by a dev browser.
	//
	// Optional. Default: false.
	Production bool

	// SessionTokenTTL is the lifetime of session tokens, in whole seconds.
	//
	// Optional. Default: DefaultSessionTokenTTL.
	SessionTokenTTL time.Duration

	// HandshakeToken sends a handshake's payload as a signed token and not as a
	// nonce to exchange, as older instances of Clerk do.
	//
	// Optional. Default: false.
	HandshakeToken bool

	// OwnKey makes an RSA key for this server alone, which takes a tenth of a
	// second or so. Otherwise the servers of a process share one key under
	// different key ids, which is enough unless verification goes by
	// Options.JWTKey, where Clerk looks at no key id.
	//
	// Optional. Default: false.
	OwnKey bool

	// KeyID is the kid of the session tokens and of the JWKS.
	//
	// Optional. Default: a random one.
	KeyID string

	// AllowedOrigins are the origins, besides those on loopback, that the hosted
	// pages may send a visitor back to, for instance https://app.example.com.
	//
	// Optional. Default: only loopback origins and the instance's own domain.
	AllowedOrigins []string

	// ClerkJSDir and ClerkUIDir are the dist directories of the npm packages
	// @clerk/clerk-js and @clerk/ui, served where Clerk's script tags look.
	//
	// Optional. Default: these scripts are not found.
	ClerkJSDir string
	ClerkUIDir string

	// Addr is the Frontend API's address, for a port that stays the same; its
	// host must be loopback.
	//
	// Optional. Default: 127.0.0.1:0, a free port.
	Addr string

	// Accounts are the settings by which people sign in and up.
	//
	// Optional. Default: see Accounts.
	Accounts Accounts

	// BackendAddr is the Backend API's address, like Addr.
	//
	// Optional. Default: 127.0.0.1:0, a free port.
	BackendAddr string

	// Now is the server's clock, by which what it keeps has its age, and
	// SessionToken and SignWebhook their times; see Advance, too. What a browser
	// is given has the process's time.
	//
	// Optional. Default: time.Now.
	Now func() time.Time
}

func (c Config) withDefaults() Config {
	if c.SessionTokenTTL <= 0 {
		c.SessionTokenTTL = DefaultSessionTokenTTL
	}
	if c.Addr == "" {
		c.Addr = loopbackAddr
	}
	if c.BackendAddr == "" {
		c.BackendAddr = loopbackAddr
	}
	if c.Now == nil {
		c.Now = time.Now
	}
	c.Accounts = c.Accounts.withDefaults()
	return c
}

// refuseLiveKeys fails when the environment holds a key of a production
// instance: a process that has one is no place for a made-up Clerk.
func refuseLiveKeys(environ []string) error {
	var names []string
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if strings.HasPrefix(value, "sk_live_") || strings.HasPrefix(value, "pk_live_") {
			names = append(names, name)
		}
	}
	if len(names) == 0 {
		return nil
	}
	sort.Strings(names)
	return fmt.Errorf("clerktest: the environment holds a key that looks live (%s): this is a Clerk for tests and refuses to run beside real keys; unset it, or use a development instance's keys",
		strings.Join(names, ", "))
}

func environment() []string { return os.Environ() }
