package browsertest

import (
	"context"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// startExample runs one of examples/ against its built-in Clerk.
func startExample(t *testing.T, module, name string) (origin string) {
	t.Helper()
	bin := filepath.Join(t.TempDir(), name)
	build := exec.CommandContext(t.Context(), "go", "build", "-C", module, "-o", bin, "./"+name)
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("building %s: %v\n%s", name, err, output)
	}
	free, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	_, port, _ := net.SplitHostPort(free.Addr().String())
	free.Close()
	ctx, end := context.WithTimeout(context.WithoutCancel(t.Context()), 5*time.Minute)
	cmd := exec.CommandContext(ctx, bin)
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "CLERK_") && !strings.HasPrefix(entry, "PORT=") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(cmd.Env, "PORT="+port)
	if shared.clerkJS != "" {
		cmd.Env = append(cmd.Env, "CLERK_JS_DIR="+shared.clerkJS)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { end(); _ = cmd.Wait() })
	for {
		conn, err := net.Dial("tcp", "localhost:"+port)
		if err == nil {
			conn.Close()
			return "http://localhost:" + port
		}
		if ctx.Err() != nil {
			t.Fatal(err)
		}
	}
}

// The example of pages, on both Fibers, with Clerk's components and without.
func TestExampleOfPages(t *testing.T) {
	for name, module := range map[string]string{"Fiber v2": "../../examples", "Fiber v3": "../../examples/fiberv3"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			visitor := newVisitor(t)
			withoutScripts := newVisitor(t)
			withoutScripts.withoutScripts()
			origin := startExample(t, module, "pages")
			for _, tab := range []*tab{visitor, withoutScripts} {
				tab.open(origin + "/")
				tab.press("Sign in")
				tab.fill("E-mail address or user name", email)
				tab.fill("Password", "fake-password-42")
				tab.asSlowAsAPerson(origin)
				tab.press("Sign in")
				tab.sees("Signed in as user_")
				tab.fill("Note", "an engine")
				tab.press("Add")
				tab.sees("an engine")
			}
			withoutScripts.press("Sign out")
			withoutScripts.sees("to take notes.")
			if shared.clerkJS != "" {
				visitor.seesUserButton() // by scripts that the page's policy lets run
			}
		})
	}
}
