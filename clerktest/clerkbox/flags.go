package main

import (
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// demoUser is there when the flags name nobody.
var demoUser = clerktest.User{Email: "ada@example.com", Password: "fake-password-42", FirstName: "Ada", LastName: "Lovelace"}

// wish is what the arguments ask for.
type wish struct {
	config  clerktest.Config
	users   []clerktest.User
	command []string
}

const usage = `clerkbox is a Clerk of its own on this machine, for tests and first steps.

  clerkbox [flags]              run, and print the variables to set
  clerkbox [flags] -- COMMAND   set the variables and run COMMAND

`

func parse(args []string, stderr io.Writer) (wish, error) {
	var w wish
	flags := flag.NewFlagSet("clerkbox", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		_, _ = io.WriteString(stderr, usage) // there is nobody else to tell
		flags.PrintDefaults()
	}
	port := flags.Uint("port", 0, "port of the Frontend API and the sign-in pages (default: a free one)")
	apiPort := flags.Uint("api-port", 0, "port of the Backend API (default: a free one)")
	flags.BoolVar(&w.config.Production, "production", false, "a production instance: pk_live_ and sk_live_ keys, made up like all of it")
	flags.DurationVar(&w.config.SessionTokenTTL, "token-ttl", clerktest.DefaultSessionTokenTTL, "lifetime of session tokens")
	flags.Func("origin", "an origin beside those on loopback that the pages may send visitors back to; again for more", func(value string) error {
		w.config.AllowedOrigins = append(w.config.AllowedOrigins, value)
		return nil
	})
	flags.Func("user", "a user as EMAIL:PASSWORD; again for more (default: "+demoUser.Email+")", func(value string) error {
		email, password, _ := strings.Cut(value, ":")
		if email == "" {
			return fmt.Errorf("%q is not EMAIL:PASSWORD", value)
		}
		w.users = append(w.users, clerktest.User{Email: email, Password: password})
		return nil
	})
	flags.Func("seed", "a `file` with users: a JSON array of {\"email\", \"password\", \"firstName\", \"lastName\", …}", func(name string) error {
		users, err := readUsers(name)
		w.users = append(w.users, users...)
		return err
	})
	if err := flags.Parse(args); err != nil {
		return w, fmt.Errorf("flags: %w", err)
	}
	w.command = flags.Args()
	if len(w.command) > 0 && !endsFlags(args, len(w.command)) {
		_, _ = fmt.Fprintf(stderr, "clerkbox: put -- before the command: clerkbox -- %s\n", strings.Join(w.command, " "))
		return w, fmt.Errorf("no -- before %q", w.command[0])
	}
	w.config.Addr, w.config.BackendAddr = loopback(*port), loopback(*apiPort)
	if len(w.users) == 0 {
		w.users = []clerktest.User{demoUser}
	}
	return w, nil
}

// endsFlags reports whether the last so many arguments come after --.
func endsFlags(args []string, last int) bool {
	before := len(args) - last - 1
	return before >= 0 && args[before] == "--"
}

func loopback(port uint) string { return "127.0.0.1:" + strconv.FormatUint(uint64(port), 10) }

func readUsers(name string) ([]clerktest.User, error) {
	text, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("users: %w", err)
	}
	var users []clerktest.User
	if err := json.Unmarshal(text, &users); err != nil {
		return nil, fmt.Errorf("users in %s: %w", name, err)
	}
	return users, nil
}
