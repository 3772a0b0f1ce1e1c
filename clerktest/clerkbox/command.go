package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"syscall"
)

const (
	exitNotFound = 127 // as shells have it
	exitSignal   = 128 // plus the signal's number
)

// runCommand runs the command to its end and returns its exit code.
func runCommand(command, environ []string, signals <-chan os.Signal, stderr io.Writer) int {
	child := exec.Command(command[0], command[1:]...)
	child.Env = environ
	child.Stdin, child.Stdout, child.Stderr = os.Stdin, os.Stdout, os.Stderr
	if err := child.Start(); err != nil {
		complain(stderr, fmt.Errorf("cannot run %s: %w", command[0], err))
		return exitNotFound
	}
	ended := make(chan error, 1)
	go func() { ended <- child.Wait() }()
	terminal := onTerminal()
	for {
		select {
		case s := <-signals:
			// A terminal has sent its interrupt to the command as well.
			if s != os.Interrupt || !terminal {
				_ = child.Process.Signal(s) // it may just have ended
			}
		case err := <-ended:
			return exitCode(err, stderr)
		}
	}
}

// onTerminal reports whether the standard input is a device that somebody
// types at.
func onTerminal() bool {
	in, err := os.Stdin.Stat()
	if err != nil || in.Mode()&os.ModeCharDevice == 0 {
		return false
	}
	null, err := os.Stat(os.DevNull)
	return err != nil || !os.SameFile(in, null)
}

func exitCode(err error, stderr io.Writer) int {
	var exit *exec.ExitError
	switch {
	case err == nil:
		return 0
	case errors.As(err, &exit):
		if status, isStatus := exit.Sys().(syscall.WaitStatus); isStatus && status.Signaled() {
			return exitSignal + int(status.Signal())
		}
		return exit.ExitCode()
	default:
		complain(stderr, err)
		return exitFailed
	}
}
