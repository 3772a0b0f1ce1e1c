package hardening

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"
)

var (
	link        = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading     = regexp.MustCompile(`(?m)^#+ (.+)$`)
	fence       = regexp.MustCompile("(?ms)^\\s*```.*?^\\s*```$")
	code        = regexp.MustCompile("`[^`\n]*`")
	inlineLink  = regexp.MustCompile(`\[([^\]]*)\]\([^)]*\)`)
	namedExport = regexp.MustCompile(`\b(clerkfiber|clerkauth|webhooks|backendapi|clerktest|otelclerk)\.([A-Z]\w*)`)
	namedMethod = regexp.MustCompile(`\b[cC]lient(?:\(c\))?\.([A-Z]\w*)\.([A-Z]\w*)`)
)

// anchor is how GitHub names a heading.
func anchor(text string) string {
	text = inlineLink.ReplaceAllString(text, "$1")
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsLetter(r), unicode.IsDigit(r), r == '-', r == '_':
			return unicode.ToLower(r)
		case r == ' ':
			return '-'
		}
		return -1
	}, text)
}

// Every relative link leads to a file that is there, and to a heading in it.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()
	documents := texts(t, ".md")
	links := 0
	for path, text := range documents {
		for _, match := range link.FindAllStringSubmatch(code.ReplaceAllString(fence.ReplaceAllString(text, ""), ""), -1) {
			file, fragment, _ := strings.Cut(match[1], "#")
			if strings.Contains(file, ":") {
				continue // another site's
			}
			links++
			target := path
			if file != "" {
				target = filepath.Join(filepath.Dir(path), file)
			}
			if _, err := os.Stat(filepath.Join("../..", target)); err != nil {
				t.Errorf("%s: %s is not there", path, match[1])
				continue
			}
			if fragment == "" || filepath.Ext(target) != ".md" {
				continue
			}
			found := false
			for _, h := range heading.FindAllStringSubmatch(fence.ReplaceAllString(documents[target], ""), -1) {
				found = found || anchor(h[1]) == fragment
			}
			if !found {
				t.Errorf("%s: %s has no such heading", path, match[1])
			}
		}
	}
	if links < 50 {
		t.Errorf("%d links only", links)
	}
}

// exported is what a package declares for others, its methods as Type.Method.
func exported(t *testing.T, folder string) map[string]bool {
	t.Helper()
	found := map[string]bool{}
	files, err := filepath.Glob(filepath.Join("../..", folder, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal(folder, err)
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, declaration := range parsed.Decls {
			switch d := declaration.(type) {
			case *ast.FuncDecl:
				name := d.Name.Name
				if d.Recv != nil {
					if star, isPointer := d.Recv.List[0].Type.(*ast.StarExpr); isPointer {
						if receiver, isName := star.X.(*ast.Ident); isName {
							name = receiver.Name + "." + name
						}
					}
				}
				found[name] = true
			case *ast.GenDecl:
				for _, spec := range d.Specs {
					switch s := spec.(type) {
					case *ast.TypeSpec:
						found[s.Name.Name] = true
					case *ast.ValueSpec:
						for _, name := range s.Names {
							found[name.Name] = true
						}
					}
				}
			}
		}
	}
	return found
}

// What the guides name of this repository's packages is there.
func TestNamesInGuidesAreThere(t *testing.T) {
	t.Parallel()
	packages := map[string]map[string]bool{"clerkfiber": exported(t, "."), "otelclerk": exported(t, "otelclerk")}
	for _, name := range []string{"clerkauth", "webhooks", "backendapi", "clerktest"} {
		packages[name] = exported(t, name)
	}
	named := 0
	for path, text := range texts(t, ".md") {
		if filepath.Dir(path) != "docs" && path != "README.md" && path != filepath.Join("examples", "README.md") {
			continue
		}
		for _, match := range namedExport.FindAllStringSubmatch(text, -1) {
			named++
			if !packages[match[1]][match[2]] {
				t.Errorf("%s: there is no %s", path, match[0])
			}
		}
		for _, match := range namedMethod.FindAllStringSubmatch(text, -1) {
			named++
			if !packages["backendapi"][match[1]+"Service."+match[2]] {
				t.Errorf("%s: there is no %s", path, match[0])
			}
		}
	}
	if named < 100 {
		t.Errorf("%d names only", named)
	}
}
