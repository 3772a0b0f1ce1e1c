// Package quicktest is one suite of tests for the quickstart programs of both
// Fibers.
package quicktest

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/quickstart"
)

// Program is a quickstart program under test.
type Program struct {
	Server func(*quickstart.Clerk) (quickstart.Server, error)
	// NotFound is what its Fiber says of GET /unknown.
	NotFound string
}

// Run runs the suite. The package's TestMain is Main.
func Run(t *testing.T, p Program) {
	t.Run("page without JavaScript", p.testPageWithoutJavaScript)
	t.Run("behind a proxy", p.testBehindAProxy)
	t.Run("user cannot be loaded", p.testUserCannotBeLoaded)
	t.Run("components of the built-in Clerk", p.testComponentsOfTheBuiltInClerk)
	t.Run("components of Clerk", testComponentsOfClerk)
	t.Run("page escapes what users choose", p.testPageEscapesWhatUsersChoose)
	t.Run("program without keys", p.testProgramWithoutKeys)
	t.Run("program refuses to start", testProgramRefusesToStart)
}

// asProgram makes the test's binary the program itself, so that it is tested
// as a process: environment, .env, output, signals, exit status.
const asProgram = "QUICKSTART_AS_PROGRAM"

// Main is TestMain for a program with this main.
func Main(m *testing.M, main func()) {
	if os.Getenv(asProgram) != "" {
		main()
		os.Exit(0)
	}
	os.Exit(m.Run())
}

// command prepares the program in a directory of its own, with nothing of
// Clerk in its environment but what is given.
func command(t *testing.T, environment ...string) *exec.Cmd {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
	t.Cleanup(cancel)
	cmd := exec.CommandContext(ctx, os.Args[0])
	cmd.Dir = t.TempDir()
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "CLERK_") && !strings.HasPrefix(entry, "PORT=") {
			cmd.Env = append(cmd.Env, entry)
		}
	}
	cmd.Env = append(append(cmd.Env, asProgram+"=1", "PORT=0"), environment...)
	return cmd
}

var (
	curlLine = regexp.MustCompile(`^curl -i (http://localhost:\d+)(/\w+)(?: -H 'Authorization: Bearer (\S+)')?$`)
	openLine = regexp.MustCompile(`^Open (http://localhost:\d+)$`)
)

// start runs the program until it has printed count lines such as these, and
// returns what they match.
func start(t *testing.T, cmd *exec.Cmd, line *regexp.Regexp, count int) (matches [][]string) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = cmd.Process.Kill() }) // it has ended, unless the test failed
	for scanner := bufio.NewScanner(out); len(matches) < count && scanner.Scan(); {
		if match := line.FindStringSubmatch(scanner.Text()); match != nil {
			matches = append(matches, match)
		}
	}
	if len(matches) < count {
		t.Fatalf("the program printed %q, want %d lines like %s", matches, count, line)
	}
	return matches
}

// end interrupts the program, which must end well.
func end(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Errorf("after SIGTERM the program ended with %v, want success", err)
	}
}

func ask(t *testing.T, url, token string) (status int, body string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodGet, url, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	if token != "" {
		req.Header.Set("Authorization", "Bearer "+token)
	}
	return answer(t, req)
}

// answer sends a request and reads the whole answer.
func answer(t *testing.T, req *http.Request) (status int, body string) {
	t.Helper()
	client := &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}
	res, err := client.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return res.StatusCode, string(text)
}

func (p Program) testProgramWithoutKeys(t *testing.T) {
	t.Parallel()
	cmd := command(t)
	origin, tokens := "", map[string]string{}
	for _, line := range start(t, cmd, curlLine, 3) {
		origin, tokens[line[2]] = line[1], line[3]
	}
	token := tokens["/private"]
	if token == "" || tokens["/protected"] == "" {
		t.Fatalf("the lines for /private and /protected have no token: %v", tokens)
	}
	forged := token[:len(token)-8] + "AAAAAAAA"
	for _, tc := range []struct {
		name, path, token string
		status            int
		body              string // what it begins with
	}{
		{"public, nobody", "/public", "", 200, `{"hello":"world"}`},
		{"public, somebody", "/public", token, 200, `{"hello":"world"}`},
		{"private, nobody", "/private", "", 403, "Forbidden"},
		{"private, forged", "/private", forged, 403, "Forbidden"},
		{"private, somebody", "/private", token, 200, `{"hello":"world","auth":{"tokenType":"session_token",`},
		{"protected, nobody", "/protected", "", 401, `{"error":"User not authenticated"}`},
		{"protected, forged", "/protected", forged, 401, `{"error":"User not authenticated"}`},
		{"protected, somebody", "/protected", tokens["/protected"], 200, `{"message":"User retrieved successfully","user":{"id":"user_`},
		{"unknown", "/unknown", token, 404, p.NotFound},
	} {
		status, body := ask(t, origin+tc.path, tc.token)
		if status != tc.status || !strings.HasPrefix(body, tc.body) {
			t.Errorf("%s: %d %s, want %d %s…", tc.name, status, body, tc.status, tc.body)
		}
	}
	end(t, cmd)
}

func testProgramRefusesToStart(t *testing.T) {
	t.Parallel()
	const publishable, secret = "CLERK_PUBLISHABLE_KEY=pk_test_ZmFrZS5jbGVyay5hY2NvdW50cy5kZXYk", "CLERK_SECRET_KEY=sk_test_fake"
	for _, tc := range []struct {
		name        string
		environment []string
		dotEnv      string
		says        string
	}{
		{"one key of two", []string{publishable}, "", "CLERK_SECRET_KEY is missing"},
		{"the other key of two", []string{secret}, "", "CLERK_PUBLISHABLE_KEY is missing"},
		{"one key of two, in .env", nil, publishable, "CLERK_SECRET_KEY is missing"},
		{"a .env that cannot be read", nil, `CLERK_SECRET_KEY="sk_test_fake`, ".env:"},
		{"a port that is none", []string{"PORT=http"}, "", "Port"},
		{"a live key beside the built-in Clerk", []string{"OTHER=sk_live_fake"}, "", "looks live (OTHER)"},
		{"no scripts in CLERK_JS_DIR", []string{"CLERK_JS_DIR=."}, "", "has no @clerk/clerk-js/dist/clerk.browser.js"},
		{"keys in each other's place", []string{"CLERK_PUBLISHABLE_KEY=sk_test_fake", secret}, "", "PublishableKey (CLERK_PUBLISHABLE_KEY)"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			t.Parallel()
			cmd := command(t, tc.environment...)
			if tc.dotEnv != "" {
				if err := os.WriteFile(filepath.Join(cmd.Dir, ".env"), []byte(tc.dotEnv), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			out, err := cmd.CombinedOutput()
			if err == nil || !strings.Contains(string(out), tc.says) {
				t.Errorf("ended with %v and said %q, want %q", err, out, tc.says)
			}
			if strings.Contains(string(out), "goroutine") {
				t.Errorf("it panicked: %s", out)
			}
		})
	}
}
