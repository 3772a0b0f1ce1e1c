package main

import (
	"bufio"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestMain lets the test's own program be clerkbox, or a command that it runs.
func TestMain(m *testing.M) {
	switch role := os.Getenv("CLERKBOX_ROLE"); {
	case role == "":
		os.Exit(m.Run())
	case len(os.Args) > 1 && os.Args[1] == "child":
		os.Exit(child(os.Args[2]))
	default:
		main()
	}
}

// child is a command: it shows what it was given, and ends as it is told.
func child(do string) int {
	switch do {
	case "users":
		req, err := http.NewRequest(http.MethodGet, os.Getenv("CLERK_API_URL")+"/v1/users", nil)
		if err != nil {
			return 1
		}
		req.Header.Set("Authorization", "Bearer "+os.Getenv("CLERK_SECRET_KEY"))
		res, err := http.DefaultClient.Do(req)
		if err != nil {
			return 1
		}
		_, _ = io.Copy(os.Stdout, res.Body)
		return 7
	case "wait":
		signals := make(chan os.Signal, 1)
		signal.Notify(signals, syscall.SIGTERM)
		fmt.Println("waiting")
		fmt.Println("got", <-signals)
		return 9
	default:
		fmt.Println("waiting")
		for {
			<-time.After(time.Hour) // a select for ever would be a deadlock
		}
	}
}

func box(t *testing.T, environ []string, args ...string) *exec.Cmd {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0], args...)
	cmd.Env = append([]string{"CLERKBOX_ROLE=box", "PATH=" + os.Getenv("PATH")}, environ...)
	return cmd
}

func TestCommand(t *testing.T) {
	t.Parallel()
	seed := filepath.Join(t.TempDir(), "users.json")
	if err := os.WriteFile(seed, []byte(`[{"email":"seed@example.com","firstName":"Eve"}]`), 0o600); err != nil {
		t.Fatal(err)
	}
	me := os.Args[0]
	for name, test := range map[string]struct {
		environ []string
		args    []string
		code    int
		want    []string // on either output
		not     string
	}{
		"its exit code, its variables, the demo user": {nil, []string{"--", me, "child", "users"}, 7, []string{`"ada@example.com"`}, "export"},
		"users of flags and files":                    {nil, []string{"-user", "bob@example.com:fake-password-1", "-seed", seed, "--", me, "child", "users"}, 7, []string{`"bob@example.com"`, `"seed@example.com"`, `"Eve"`}, "ada@"},
		"variables of before give way":                {[]string{"CLERK_SECRET_KEY=sk_test_other", "CLERK_API_URL=http://127.0.0.1:1"}, []string{"--", me, "child", "users"}, 7, []string{"ada@example.com"}, ""},
		"production":                                  {nil, []string{"-production", "--", me, "child", "users"}, 7, []string{"ada@example.com"}, ""},
		"beside a live key":                           {[]string{"CLERK_SECRET_KEY=sk_live_fake"}, []string{"--", me, "child", "users"}, 1, []string{"looks live", "CLERK_SECRET_KEY"}, "sk_live_fake"},
		"a command that is not there":                 {nil, []string{"--", "/no/such/command"}, 127, []string{"cannot run"}, ""},
		"no -- before the command":                    {nil, []string{"make", "test"}, 2, []string{"clerkbox -- make test"}, ""},
		"an unknown flag":                             {nil, []string{"-wrong"}, 2, []string{"-port"}, ""},
		"help":                                        {nil, []string{"-help"}, 0, []string{"clerkbox [flags] -- COMMAND", "-production"}, ""},
		"a user who cannot be":                        {nil, []string{"-user", "a@example.com:x", "-user", "a@example.com:x", "--", me, "child", "users"}, 1, []string{"a@example.com"}, "goroutine"},
		"a seed that is not there":                    {nil, []string{"-seed", "/no/such/file"}, 2, []string{"/no/such/file"}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			cmd := box(t, test.environ, test.args...)
			out, err := cmd.CombinedOutput()
			if code := cmd.ProcessState.ExitCode(); code != test.code {
				t.Fatalf("exit code %d (%v), want %d:\n%s", code, err, test.code, out)
			}
			for _, want := range test.want {
				if !strings.Contains(string(out), want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			if test.not != "" && strings.Contains(string(out), test.not) {
				t.Errorf("%q in\n%s", test.not, out)
			}
		})
	}
}

// begin starts clerkbox and reads its output up to a line with this beginning.
func begin(t *testing.T, until string, args ...string) (cmd *exec.Cmd, read string, rest *bufio.Reader) {
	t.Helper()
	cmd = box(t, nil, args...)
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	rest = bufio.NewReader(out)
	for {
		line, err := rest.ReadString('\n')
		if err != nil {
			t.Fatalf("%v after %q", err, read)
		}
		read += line
		if strings.HasPrefix(line, until) {
			return cmd, read, rest
		}
	}
}

func TestSignalsArePassedOn(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		do     string
		signal os.Signal
		code   int
		want   string
	}{
		{"wait", syscall.SIGTERM, 9, "got terminated\n"},
		{"for ever", syscall.SIGTERM, 128 + 15, ""},
		{"for ever", os.Interrupt, 128 + 2, ""},
	} {
		t.Run(fmt.Sprint(test.do, " ", test.signal), func(t *testing.T) {
			t.Parallel()
			cmd, _, rest := begin(t, "waiting", "--", os.Args[0], "child", test.do)
			if err := cmd.Process.Signal(test.signal); err != nil {
				t.Fatal(err)
			}
			out, err := io.ReadAll(rest)
			if err != nil || string(out) != test.want {
				t.Errorf("the command said %q (%v), want %q", out, err, test.want)
			}
			_ = cmd.Wait() // its code is looked at
			if code := cmd.ProcessState.ExitCode(); code != test.code {
				t.Errorf("exit code %d, want %d", code, test.code)
			}
		})
	}
}

// By itself it prints what a shell can evaluate, and runs until it is interrupted.
func TestByItself(t *testing.T) {
	t.Parallel()
	cmd, screen, rest := begin(t, "export VITE_CLERK_SIGN_UP_URL")
	for _, line := range strings.Split(strings.TrimSpace(screen), "\n") {
		if line != "" && !strings.HasPrefix(line, "#") && !strings.HasPrefix(line, "export ") {
			t.Errorf("no shell would take %q", line)
		}
	}
	script := screen + "\n" + `printf '%s %s' "$CLERK_API_URL" "$NEXT_PUBLIC_CLERK_PUBLISHABLE_KEY"`
	values, err := exec.CommandContext(t.Context(), "sh", "-c", script).Output()
	if err != nil || !strings.HasPrefix(string(values), "http://127.0.0.1:") || !strings.Contains(string(values), " pk_test_") {
		t.Fatalf("a shell reads %q (%v)", values, err)
	}
	address, _, _ := strings.Cut(string(values), " ")
	res, err := http.Get(address + "/v1/users")
	if err != nil || res.StatusCode != http.StatusUnauthorized {
		t.Errorf("the Backend API: %v %v", res, err)
	}
	if len(strings.Split(screen, "\n")) > 40 || !strings.Contains(screen, "clerkbox -- COMMAND") || !strings.Contains(screen, demoUser.Password) {
		t.Errorf("the screen is\n%s", screen)
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil {
		t.Fatal(err)
	}
	_, _ = io.ReadAll(rest)
	if err := cmd.Wait(); err != nil {
		t.Errorf("interrupted, it ended with %v", err)
	}
}
