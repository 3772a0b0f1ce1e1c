package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// prefixes are what bundlers want before a variable that pages may see.
var prefixes = []string{"NEXT_PUBLIC_", "VITE_", "PUBLIC_", "EXPO_PUBLIC_", "NUXT_PUBLIC_"}

// variables are what Clerk's SDKs read.
func variables(server *clerktest.Server) map[string]string {
	all := maps.Clone(server.Env())
	all["CLERK_TELEMETRY_DISABLED"] = "1"
	for _, prefix := range prefixes {
		for _, name := range []string{"CLERK_PUBLISHABLE_KEY", "CLERK_SIGN_IN_URL", "CLERK_SIGN_UP_URL"} {
			all[prefix+name] = all[name]
		}
	}
	return all
}

// screen says how to use the box. A shell can evaluate it.
func screen(server *clerktest.Server, users []clerktest.User) string {
	var out strings.Builder
	say := func(format string, args ...any) { _, _ = fmt.Fprintf(&out, format+"\n", args...) } // a Builder never fails
	say("# clerkbox: a Clerk of its own on this machine, for tests and first steps.")
	say("# It listens on loopback alone, and forgets everything when it stops (Ctrl-C).")
	say("#")
	say("#   Backend API    %s", server.BackendURL())
	say("#   Frontend API   %s", server.FrontendURL())
	say("#   Sign in        %s", server.SignInURL(""))
	for _, user := range users {
		say("#   User           %s  %s", oneLine(user.Email), oneLine(user.Password))
	}
	say("#")
	say("# Each code by e-mail or phone is 424242. Set these where the application starts,")
	say("# or let clerkbox set them:  clerkbox -- COMMAND")
	say("")
	all := variables(server)
	for _, name := range slices.Sorted(maps.Keys(all)) {
		say("export %s=%s", name, quoted(all[name]))
	}
	return out.String()
}

// oneLine keeps what a flag or a file says inside its comment.
func oneLine(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, text)
}

// quoted is a word of a POSIX shell.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", `'\''`) + "'" }

// environment is a process's environment with the variables set.
func environment(environ []string, set map[string]string) []string {
	kept := slices.DeleteFunc(slices.Clone(environ), func(entry string) bool {
		name, _, _ := strings.Cut(entry, "=")
		_, replaced := set[name]
		return replaced
	})
	for _, name := range slices.Sorted(maps.Keys(set)) {
		kept = append(kept, name+"="+set[name])
	}
	return kept
}
