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
	namedTest    = regexp.MustCompile("`(?:…/)?((?:Test|Fuzz)[A-Za-z0-9]+)")
	declaredTest = regexp.MustCompile(`(?m)^func (?:\(f Suite\) )?((?:Test|Fuzz)[A-Za-z0-9]+)\(`)
)

// Every test that the documents for operators name is there.
func TestDocumentsNameTests(t *testing.T) {
	t.Parallel()
	declared := map[string]bool{}
	err := filepath.WalkDir("../..", func(path string, entry fs.DirEntry, err error) error {
		if name := entry.Name(); entry.IsDir() && (name == "node_modules" || len(name) > 2 && name[0] == '.') {
			return fs.SkipDir
		}
		if err != nil || entry.IsDir() || !strings.HasSuffix(path, "_test.go") && !strings.Contains(path, "conformance") {
			return err
		}
		text, err := os.ReadFile(path)
		for _, match := range declaredTest.FindAllStringSubmatch(string(text), -1) {
			declared[match[1]] = true
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, document := range []string{"operations.md", "deployment.md"} {
		text, err := os.ReadFile(filepath.Join("..", "..", "docs", document))
		if err != nil {
			t.Fatal(err)
		}
		named := namedTest.FindAllStringSubmatch(string(text), -1)
		if len(named) < 4 {
			t.Errorf("%s names %d tests only", document, len(named))
		}
		for _, match := range named {
			if !declared[match[1]] {
				t.Errorf("%s names %s, which is nowhere", document, match[1])
			}
		}
	}
}
