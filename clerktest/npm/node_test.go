// Package npm holds clerktest against Clerk's own JavaScript clients, as npm
// installs them. See check.sh.
package npm

import (
	"bufio"
	"bytes"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// node prepares a script of this directory to be run. Node looks for packages
// beside the script: CLERKTEST_NPM is the directory into which check.sh has
// installed them.
func node(t *testing.T, script string, environ map[string]string) *exec.Cmd {
	t.Helper()
	dir := os.Getenv("CLERKTEST_NPM")
	if dir == "" {
		t.Skip("CLERKTEST_NPM names no directory: clerktest/npm/check.sh installs one")
	}
	text, err := os.ReadFile(script)
	if err != nil {
		t.Fatal(err)
	}
	beside := filepath.Join(dir, script)
	if err := os.WriteFile(beside, text, 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.CommandContext(t.Context(), "node", beside)
	cmd.Env = append(os.Environ(), "CLERK_TELEMETRY_DISABLED=1")
	for name, value := range environ {
		cmd.Env = append(cmd.Env, name+"="+value)
	}
	return cmd
}

// process is an application in Node, until the test ends.
type process struct{ host string }

// serve starts a script whose first line says where it listens.
func serve(t *testing.T, script string, environ map[string]string) process {
	t.Helper()
	cmd := node(t, script, environ)
	var trouble bytes.Buffer
	cmd.Stderr = &trouble
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Wait() // the end of the test's context has killed it
		if t.Failed() {
			t.Logf("%s:\n%s", script, trouble.String())
		}
	})
	line, err := bufio.NewReader(out).ReadString('\n')
	if err != nil {
		t.Fatalf("%s said %q and no address: %v", script, line, err)
	}
	u, err := url.Parse(strings.TrimSpace(line))
	if err != nil {
		t.Fatal(err)
	}
	return process{host: u.Host}
}

// Test is the method by which a Browser knows an application: it hands a
// request on to the process, as what ends TLS before an application does.
func (p process) Test(req *http.Request, _ ...int) (*http.Response, error) {
	host := req.URL.Host
	req.Header.Set("X-Forwarded-Proto", req.URL.Scheme)
	req.Header.Set("X-Forwarded-Host", host)
	req.URL.Scheme, req.URL.Host, req.Host = "http", p.host, host
	return http.DefaultTransport.RoundTrip(req)
}
