package main

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// The person who can sign in to the built-in Clerk.
const (
	demoEmail    = "ada@example.com"
	demoPassword = "analytical-engine"
	// pastedTokenTTL gives time to paste; Clerk's own tokens live for 60 seconds.
	pastedTokenTTL = time.Hour
)

// clerk is what the program talks to: Clerk, or the built-in one.
type clerk struct {
	options    clerkfiber.Options
	builtIn    *clerktest.Server // nil with real keys
	components bool              // Clerk's components can be loaded

	demoUser, demoOrganization string // ids
}

func openClerk(s settings) (*clerk, error) {
	if !s.builtIn() {
		// The options stay empty: the plugin reads the environment itself.
		return &clerk{options: clerkfiber.Options{PublishableKey: s.PublishableKey}, components: true}, nil
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
	user := server.CreateUser(clerktest.User{Email: demoEmail, Password: demoPassword, FirstName: "Ada", LastName: "Lovelace"})
	organization := server.CreateOrganization("Analytical Engines", user.ID)

	options := clerkfiber.Options{PublishableKey: server.PublishableKey(), SecretKey: server.SecretKey(), APIURL: server.BackendURL(), FrontendAPIURL: server.FrontendURL()}
	options.SignInURL = server.SignInURL("")
	// A browser finds the Frontend API through the application itself; its own
	// host name, made up, does not resolve.
	options.FrontendAPIProxy.Enabled = true
	return &clerk{
		options: options, builtIn: server, components: config.ClerkJSDir != "",
		demoUser: user.ID, demoOrganization: organization.ID,
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

func (k *clerk) close() {
	if k.builtIn != nil {
		k.builtIn.Close()
	}
}

// listenAddress is loopback alone where everybody may know the password.
func (k *clerk) listenAddress(port uint16) string {
	address := ":" + strconv.Itoa(int(port))
	if k.builtIn != nil {
		address = "127.0.0.1" + address
	}
	return address
}

// announce says where to go, and how to try it from a shell.
func (k *clerk) announce(out io.Writer, origin string) {
	if k.builtIn == nil {
		fmt.Fprintf(out, "Open %s\n", origin)
		return
	}
	token := k.builtIn.SessionToken(k.demoUser, clerktest.AZP(origin), clerktest.TTL(pastedTokenTTL))
	fmt.Fprintf(out, `No CLERK_PUBLISHABLE_KEY and no CLERK_SECRET_KEY: a built-in Clerk runs in this process, in memory, for first steps only.
Open %[1]s and sign in as %[2]s with the password "%[3]s", or paste (the token lives for an hour):

curl -i %[1]s/public
curl -i %[1]s/private -H 'Authorization: Bearer %[4]s'
curl -i %[1]s/protected -H 'Authorization: Bearer %[4]s'
`, origin, demoEmail, demoPassword, token)
}
