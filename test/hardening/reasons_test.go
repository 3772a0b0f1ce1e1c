package hardening

import (
	"os"
	"regexp"
	"strings"
	"testing"
)

var (
	declaredReason = regexp.MustCompile(`(?m)^\s+[rR]eason\w+\s+= "([^"]+)"`)
	declaredCause  = regexp.MustCompile(`\b[wW]arn\("([a-z-]+)"`)
)

// firstCells is what the first cells of a document's tables name.
func firstCells(t *testing.T, document string) map[string]bool {
	t.Helper()
	text, err := os.ReadFile("../../docs/" + document)
	if err != nil {
		t.Fatal(err)
	}
	named := map[string]bool{}
	for line := range strings.Lines(string(text)) {
		if cell, _, isRow := strings.Cut(strings.TrimPrefix(line, "| "), " | "); isRow && strings.HasPrefix(line, "| `") {
			for i, name := range strings.Split(cell, "`") {
				if i%2 == 1 {
					named[name] = true
				}
			}
		}
	}
	return named
}

// Whatever X-Clerk-Auth-Reason may say is a row of troubleshooting.md, and the
// page has no other.
func TestEveryReasonIsExplained(t *testing.T) {
	t.Parallel()
	explained := firstCells(t, "troubleshooting.md")
	known := map[string]bool{"forbidden": true, "session-pending": true} // AuthError's own
	for _, file := range []string{"../../internal/authn/decision.go", "../../internal/token/errors.go"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		reasons := declaredReason.FindAllStringSubmatch(string(text), -1)
		if len(reasons) < 10 {
			t.Fatalf("%s: %d reasons only", file, len(reasons))
		}
		for _, reason := range reasons {
			known[reason[1]] = true
			// It has a table of its own.
			if !explained[reason[1]] && reason[1] != "session-token-expired" {
				t.Errorf("troubleshooting.md does not explain %s", reason[1])
			}
		}
	}
	// Codes of Clerk's that the page names as examples.
	for _, code := range []string{"session_inactive", "clerk_key_invalid", "too_many_requests"} {
		known[code] = true
	}
	for name := range explained {
		if !known[name] {
			t.Errorf("troubleshooting.md explains %s, which is no reason", name)
		}
	}
}

// Whatever the plugin warns of is a row of operations.md.
func TestEveryWarningIsExplained(t *testing.T) {
	t.Parallel()
	explained := firstCells(t, "operations.md")
	causes := 0
	for path, text := range texts(t, ".go") {
		if !strings.HasPrefix(path, "internal/") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		for _, cause := range declaredCause.FindAllStringSubmatch(text, -1) {
			causes++
			if name := strings.TrimSuffix(cause[1], "-"); !explained[name] {
				t.Errorf("operations.md does not explain %s, of %s", name, path)
			}
		}
	}
	if causes < 10 {
		t.Errorf("%d causes only", causes)
	}
}
