package quickstart

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// The person who can sign in to the built-in Clerk.
const (
	DemoEmail    = "ada@example.com"
	DemoPassword = "analytical-engine"
	// pastedTokenTTL gives time to paste; Clerk's own tokens live for 60 seconds.
	pastedTokenTTL = time.Hour
)

// Clerk is what the program talks to: Clerk, or the built-in one.
type Clerk struct {
	BuiltIn    *clerktest.Server // nil with real keys, which the plugin reads itself
	Components bool              // Clerk's components can be loaded

	DemoUser, DemoOrganization string // ids
}

// Open starts the built-in Clerk when the settings have no keys.
func Open(s Settings) (*Clerk, error) {
	if !s.builtIn() {
		return &Clerk{Components: true}, nil
	}
	config := clerktest.Config{SessionTokenTTL: s.TokenTTL}
	if s.ClerkJSDir != "" {
		var err error
		if config.ClerkJSDir, config.ClerkUIDir, err = clerkFiles(s.ClerkJSDir); err != nil {
			return nil, err
		}
	}
	server, err := clerktest.Start(config)
	if err != nil {
		return nil, fmt.Errorf("quickstart: the built-in Clerk: %w", err)
	}
	user := server.CreateUser(clerktest.User{Email: DemoEmail, Password: DemoPassword, FirstName: "Ada", LastName: "Lovelace"})
	organization := server.CreateOrganization("Analytical Engines", user.ID)
	return &Clerk{
		BuiltIn: server, Components: config.ClerkJSDir != "",
		DemoUser: user.ID, DemoOrganization: organization.ID,
	}, nil
}

// clerkFiles are the bundles of @clerk/clerk-js and @clerk/ui below a
// node_modules directory, or a directory that has the packages alone.
func clerkFiles(dir string) (clerkJS, ui string, err error) {
	find := func(name, file string) (string, error) {
		for _, below := range []string{"@clerk/" + name + "/dist", name + "/dist", name} {
			path := filepath.Join(dir, below)
			if _, err := os.Stat(filepath.Join(path, file)); err == nil {
				return path, nil
			}
		}
		return "", fmt.Errorf("quickstart: CLERK_JS_DIR: %s has no @clerk/%s/dist/%s", dir, name, file)
	}
	if clerkJS, err = find("clerk-js", "clerk.browser.js"); err != nil {
		return "", "", err
	}
	ui, err = find("ui", "ui.browser.js")
	return clerkJS, ui, err
}

// Close ends the built-in Clerk.
func (k *Clerk) Close() {
	if k.BuiltIn != nil {
		k.BuiltIn.Close()
	}
}

// listenAddress is loopback alone where everybody may know the password.
func (k *Clerk) listenAddress(port uint16) string {
	address := ":" + strconv.Itoa(int(port))
	if k.BuiltIn != nil {
		address = "127.0.0.1" + address
	}
	return address
}

// announce says where to go, and how to try it from a shell.
func (k *Clerk) announce(out io.Writer, origin string) {
	if k.BuiltIn == nil {
		fmt.Fprintf(out, "Open %s\n", origin)
		return
	}
	token := k.BuiltIn.SessionToken(k.DemoUser, clerktest.AZP(origin), clerktest.TTL(pastedTokenTTL))
	fmt.Fprintf(out, `No CLERK_PUBLISHABLE_KEY and no CLERK_SECRET_KEY: a built-in Clerk runs in this process, in memory, for first steps only.
Open %[1]s and sign in as %[2]s with the password "%[3]s", or paste (the token lives for an hour):

curl -i %[1]s/public
curl -i %[1]s/private -H 'Authorization: Bearer %[4]s'
curl -i %[1]s/protected -H 'Authorization: Bearer %[4]s'
`, origin, DemoEmail, DemoPassword, token)
}
