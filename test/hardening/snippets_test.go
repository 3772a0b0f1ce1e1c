package hardening

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var (
	goSnippet = regexp.MustCompile("(?ms)^```go\n(.*?)^```$")
	// A main function: its sources call it otherwise, and do not listen.
	wholeProgram = regexp.MustCompile(`(?s)^func main\(\) {\n(.*)\tlog\.Fatal\(app\.Listen\([^\n]*\n}\n$`)
)

// plain is a text without indentation, alignment and empty lines, which a
// document and a source may have differently.
func plain(text string) string {
	var kept []string
	for line := range strings.Lines(text) {
		if words := strings.Fields(line); len(words) > 0 {
			kept = append(kept, strings.Join(words, " "))
		}
	}
	return strings.Join(kept, "\n") + "\n"
}

// texts reads the repository's files of a kind, by path; those of a dependency
// or of a tool are none.
func texts(t *testing.T, suffix string) map[string]string {
	t.Helper()
	const root = "../.."
	found := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if name := entry.Name(); entry.IsDir() && (name == "node_modules" || len(name) > 2 && name[0] == '.') {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, suffix) {
			return err
		}
		text, err := os.ReadFile(path)
		found[strings.TrimPrefix(path, root+"/")] = string(text)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// Every snippet that the guides show stands in a Go file, line by line, which
// some step of .ci/run compiles.
func TestEverySnippetIsCompiled(t *testing.T) {
	t.Parallel()
	var compiled strings.Builder
	for _, text := range texts(t, ".go") {
		compiled.WriteString(plain(text))
	}
	snippets := 0
	for path, text := range texts(t, ".md") {
		if filepath.Dir(path) != "docs" && filepath.Dir(path) != "." || path == "CONTRIBUTING.md" {
			continue
		}
		for _, match := range goSnippet.FindAllStringSubmatch(text, -1) {
			snippets++
			if strings.HasPrefix(match[1], "package main\n") {
				continue // README's program: TestREADMEShowsTheProgramThatIsTested
			}
			if !strings.Contains(compiled.String(), "\n"+plain(wholeProgram.ReplaceAllString(match[1], "$1"))) {
				t.Errorf("%s: no source has\n%s", path, match[1])
			}
		}
	}
	if snippets < 10 {
		t.Errorf("%d snippets only", snippets)
	}
}
