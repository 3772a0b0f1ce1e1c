package browsertest

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"
)

// program is the quickstart, as a process.
type program struct {
	t           testing.TB
	environment []string
	origin      string
	port        string

	stop func()
}

var opened = regexp.MustCompile(`Open (http://localhost:(\d+))`)

// startProgram runs the quickstart with nothing of Clerk in its environment
// but what is given.
func startProgram(t testing.TB, environment ...string) *program {
	t.Helper()
	if shared.noBrowser != "" {
		t.Skip("SKIPPED: " + shared.noBrowser)
	}
	p := &program{t: t, environment: environment, port: "0"}
	p.start()
	t.Cleanup(func() { p.stop() })
	return p
}

func (p *program) start() {
	p.t.Helper()
	// Cleanups run after the test's own context has ended, and this one waits.
	ctx, kill := context.WithCancel(context.WithoutCancel(p.t.Context()))
	cmd := exec.CommandContext(ctx, shared.program)
	cmd.Dir = p.t.TempDir()
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "CLERK_") && !strings.HasPrefix(entry, "PORT=") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(append(cmd.Env, p.environment...), "PORT="+p.port)
	out, err := cmd.StdoutPipe()
	if err != nil {
		p.t.Fatal(err)
	}
	var complaints strings.Builder
	cmd.Stderr = &complaints
	if err := cmd.Start(); err != nil {
		p.t.Fatal(err)
	}
	p.stop = func() {
		p.stop = func() {}
		_ = cmd.Process.Signal(syscall.SIGTERM)
		late := time.AfterFunc(20*time.Second, kill)
		if err := cmd.Wait(); err != nil {
			p.t.Errorf("the quickstart ended with %v\n%s", err, complaints.String())
		}
		late.Stop()
		kill()
	}
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := opened.FindStringSubmatch(lines.Text()); found != nil {
			p.origin, p.port = found[1], found[2]
			go func() { // the rest, so that the program can go on writing
				for lines.Scan() {
				}
			}()
			return
		}
	}
	p.stop()
	p.t.Fatalf("the quickstart did not say where it is\n%s", complaints.String())
}

// restart ends the program as a deployment does, and starts it on its port.
func (p *program) restart() {
	p.t.Helper()
	p.stop()
	p.start()
}

func (p *program) at(path string) string { return fmt.Sprint(p.origin, path) }
