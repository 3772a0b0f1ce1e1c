// Clerkbox is a Clerk of its own on this machine, for an application in any
// language that is made with one of Clerk's SDKs: package clerktest as a
// program.
//
//	clerkbox [flags]              runs until it is interrupted, and prints the variables to set
//	clerkbox [flags] -- COMMAND   sets the variables and runs COMMAND
//
// It needs no account and no network, listens on loopback alone, keeps nothing
// when it stops, and refuses to start while the environment holds a key that
// looks live. With a command, clerkbox ends when the command does, with its
// exit code, and passes signals on to it.
package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// The exit codes of clerkbox itself.
const (
	exitFailed = 1
	exitUsage  = 2
)

func main() {
	signals := make(chan os.Signal, 8)
	signal.Notify(signals, os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	os.Exit(run(os.Args[1:], signals, os.Stdout, os.Stderr))
}

func run(args []string, signals <-chan os.Signal, stdout, stderr io.Writer) int {
	wanted, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return 0
	}
	if err != nil {
		return exitUsage
	}
	server, err := clerktest.Start(wanted.config)
	if err != nil {
		complain(stderr, err)
		return exitFailed
	}
	defer server.Close()
	for _, user := range wanted.users {
		if err := create(server, user); err != nil {
			complain(stderr, err)
			return exitFailed
		}
	}
	if len(wanted.command) == 0 {
		_, _ = io.WriteString(stdout, screen(server, wanted.users)) // nobody reads it: the box runs all the same
		<-signals
		return 0
	}
	return runCommand(wanted.command, environment(os.Environ(), variables(server)), signals, stderr)
}

// create adds a user; clerktest panics for one that cannot be.
func create(server *clerktest.Server, user clerktest.User) (err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("user %s: %v", user.Email, cause)
		}
	}()
	server.CreateUser(user)
	return nil
}

func complain(stderr io.Writer, err error) {
	text := strings.TrimPrefix(err.Error(), "clerktest: ")
	_, _ = fmt.Fprintf(stderr, "clerkbox: %s\n", text) // there is nobody left to tell
}
