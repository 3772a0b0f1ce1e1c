// Package examples has programs to read and to run: make example NAME=pages.
package examples

import (
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

const mostLines = 200

// programs are the folders that have one.
func programs(t *testing.T) []string {
	t.Helper()
	found, err := filepath.Glob("*/main.go")
	if err != nil || len(found) == 0 {
		t.Fatal("there are no examples here", err)
	}
	for i, file := range found {
		found[i] = filepath.Dir(file)
	}
	return found
}

// An example is read in one go.
func TestNoExampleIsLong(t *testing.T) {
	t.Parallel()
	for _, name := range programs(t) {
		files, err := filepath.Glob(name + "/*.go")
		if err != nil {
			t.Fatal(err)
		}
		lines := 0
		for _, file := range files {
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			lines += strings.Count(string(text), "\n")
		}
		if lines > mostLines {
			t.Errorf("%s has %d lines, %d at most", name, lines, mostLines)
		}
	}
}

func TestEachExampleIsListed(t *testing.T) {
	t.Parallel()
	list, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range programs(t) {
		if !strings.Contains(string(list), "| ["+name+"]("+name+") |") {
			t.Errorf("README.md does not list %s", name)
		}
		if tests, _ := filepath.Glob(name + "/*_test.go"); len(tests) == 0 {
			t.Errorf("%s has no test", name)
		}
	}
}

// Each starts without keys, as a process, and answers; a script ends by itself.
func TestEachExampleRuns(t *testing.T) {
	t.Parallel()
	bin := t.TempDir()
	if out, err := exec.CommandContext(t.Context(), "go", "build", "-o", bin, "./...").CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	for _, name := range programs(t) {
		t.Run(name, func(t *testing.T) {
			ctx, stop := context.WithTimeout(t.Context(), 20*time.Second)
			defer stop()
			port := freePort(t)
			cmd := exec.CommandContext(ctx, filepath.Join(bin, name))
			cmd.Dir = t.TempDir()
			cmd.Env = append(withoutKeys(), "PORT="+port)
			out := new(strings.Builder)
			cmd.Stdout, cmd.Stderr = out, out
			if err := cmd.Start(); err != nil {
				t.Fatal(err)
			}
			ended := make(chan error, 1)
			go func() { ended <- cmd.Wait() }()
			answered := make(chan int, 1)
			go func() { answered <- firstAnswer(ctx, "http://localhost:"+port+"/") }()
			select {
			case err := <-ended:
				if err != nil {
					t.Errorf("%v\n%s", err, out)
				}
			case status := <-answered:
				stop()
				<-ended
				if status == 0 || status >= http.StatusInternalServerError {
					t.Errorf("answered %d\n%s", status, out)
				}
			}
			if !strings.Contains(out.String(), "a built-in Clerk runs in this process") {
				t.Errorf("it does not say what it talks to:\n%s", out)
			}
		})
	}
}

func withoutKeys() []string {
	var kept []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "CLERK_") && !strings.HasPrefix(entry, "PORT=") {
			kept = append(kept, entry)
		}
	}
	return kept
}

func freePort(t *testing.T) string {
	t.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	return fmt.Sprint(listener.Addr().(*net.TCPAddr).Port)
}

// firstAnswer asks until the program listens; 0 when it never does.
func firstAnswer(ctx context.Context, address string) int {
	pause := time.NewTicker(50 * time.Millisecond)
	defer pause.Stop()
	for {
		req, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
		if err != nil {
			return 0
		}
		res, err := http.DefaultClient.Do(req)
		if err == nil {
			_, _ = io.Copy(io.Discard, res.Body)
			res.Body.Close()
			return res.StatusCode
		}
		select {
		case <-ctx.Done():
			return 0
		case <-pause.C:
		}
	}
}
