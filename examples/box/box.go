// Package box gives an example a Clerk to talk to: your instance, when its keys
// are in the environment, and else one that runs in the same process.
package box

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Who can sign in to the built-in Clerk, and by which password: Ada is an admin
// of the organization Analytical Engines, Grace its member.
const (
	Ada      = "ada@example.com"
	Grace    = "grace@example.com"
	Password = "fake-password-42"
)

// Box is where an example finds Clerk.
type Box struct {
	// Env is for Options.Environment: the built-in Clerk's variables, or nil for
	// those of the process.
	Env map[string]string

	// Server is the built-in Clerk; nil with keys of your own.
	Server *clerktest.Server

	AdaID, GraceID, OrganizationID string
}

// Start starts the built-in Clerk unless CLERK_SECRET_KEY is set, and says who
// can sign in.
func Start() *Box {
	if os.Getenv("CLERK_SECRET_KEY") != "" {
		return &Box{}
	}
	b := Open(config())
	fmt.Printf("No CLERK_SECRET_KEY: a built-in Clerk runs in this process, in memory.\nSign in as %s or %s, password %s\n", Ada, Grace, Password)
	return b
}

// Open starts a built-in Clerk with its people, for Start and for tests.
func Open(c clerktest.Config) *Box {
	s := clerktest.NewServer(c)
	ada := s.CreateUser(clerktest.User{Email: Ada, Password: Password, FirstName: "Ada"})
	grace := s.CreateUser(clerktest.User{Email: Grace, Password: Password, FirstName: "Grace"})
	company := s.CreateOrganization("Analytical Engines", ada.ID)
	s.AddMember(company.ID, grace.ID, "org:member")
	env := s.Env()
	// A browser finds the Frontend API at its address on this machine: the host
	// name in the publishable key is made up.
	env["CLERK_PROXY_URL"] = s.FrontendURL()
	return &Box{Env: env, Server: s, AdaID: ada.ID, GraceID: grace.ID, OrganizationID: company.ID}
}

// Token is a session token to paste: it lives for an hour, and Clerk's for a
// minute. It is empty without the built-in Clerk.
func (b *Box) Token(userID string, options ...clerktest.TokenOption) string {
	if b.Server == nil {
		return ""
	}
	return b.Server.SessionToken(userID, append(options, clerktest.TTL(time.Hour))...)
}

// Client calls the Backend API outside of requests.
func (b *Box) Client() (*backendapi.Client, error) {
	if b.Server == nil {
		return backendapi.New(backendapi.Options{SecretKey: os.Getenv("CLERK_SECRET_KEY"), APIURL: os.Getenv("CLERK_API_URL")})
	}
	return backendapi.New(backendapi.Options{SecretKey: b.Server.SecretKey(), APIURL: b.Server.BackendURL()})
}

// Address is where an example listens: port PORT, or 8080. With the built-in
// Clerk, whose passwords everybody knows, on this machine alone.
func (b *Box) Address() string {
	if b.Server == nil {
		return ":" + port()
	}
	return "localhost:" + port()
}

// Origin is what a browser calls that address.
func (b *Box) Origin() string { return "http://localhost:" + port() }

func port() string {
	if port := os.Getenv("PORT"); port != "" {
		return port
	}
	return "8080"
}

// config lets the built-in Clerk serve Clerk's own components, where
// CLERK_JS_DIR is a node_modules that has @clerk/clerk-js and @clerk/ui.
func config() clerktest.Config {
	modules := os.Getenv("CLERK_JS_DIR")
	if modules == "" {
		return clerktest.Config{}
	}
	return clerktest.Config{
		ClerkJSDir: filepath.Join(modules, "@clerk", "clerk-js", "dist"),
		ClerkUIDir: filepath.Join(modules, "@clerk", "ui", "dist"),
	}
}
