package pathpattern_test

import (
	"encoding/json"
	"maps"
	"os"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/pathpattern"
)

// A row of patterns.json is what match(Patterns) of path-to-regexp, as
// @clerk/shared 4.41.0 carries it, gives for each path of paths.json: the
// parameters of those that match, or the fault that it throws.
type recordedMatcher struct {
	Patterns []string
	Fault    string
	Hits     map[string]json.RawMessage
}

// Patterns that are taken there and refused here, and why.
var refusedHere = map[string]string{
	"/:a--:b":       "look-ahead",
	"/:id((?!x).*)": "look-around",
	"/:id((?<=x).)": "look-around",
	"/:id(\\1)":     "escape",
	"/:id(\\u0041)": "escape",
	"/:id([^])":     "empty character class",
}

func load(t *testing.T, name string, into any) {
	t.Helper()
	data, err := os.ReadFile("testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, into); err != nil {
		t.Fatal(err)
	}
}

func TestPatternsAsPathToRegexpReadsThem(t *testing.T) {
	var rows []recordedMatcher
	var paths []string
	load(t, "patterns.json", &rows)
	load(t, "paths.json", &paths)
	if len(rows) == 0 || len(paths) == 0 {
		t.Fatal("nothing recorded")
	}
	for _, row := range rows {
		m, err := pathpattern.Compile(row.Patterns)
		if why, ok := refusedHere[strings.Join(row.Patterns, " ")]; ok {
			if err == nil || !strings.Contains(err.Error(), why) {
				t.Errorf("%q: error %v, want one that says %q", row.Patterns, err, why)
			}
			continue
		}
		if (err != nil) != (row.Fault != "") {
			t.Errorf("%q: error %v, recorded %q", row.Patterns, err, row.Fault)
		}
		if err != nil || len(row.Patterns) == 0 { // no patterns match nothing here
			continue
		}
		for _, path := range paths {
			compare(t, m, row, path)
		}
	}
}

func compare(t *testing.T, m *pathpattern.Matcher, row recordedMatcher, path string) {
	t.Helper()
	got, ok := m.Match(path)
	recorded, want := row.Hits[path]
	if ok != want {
		t.Errorf("%q on %q: matches %v, want %v", row.Patterns, path, ok, want)
		return
	}
	if !ok {
		return
	}
	if params := joined(t, recorded); !maps.Equal(got, params) {
		t.Errorf("%q on %q: %q, want %q", row.Patterns, path, got, params)
	}
}

// joined reads parameters, those with several values joined by commas.
func joined(t *testing.T, recorded json.RawMessage) map[string]string {
	t.Helper()
	var values map[string]any
	if err := json.Unmarshal(recorded, &values); err != nil {
		t.Fatal(err)
	}
	params := make(map[string]string)
	for name, value := range values {
		switch v := value.(type) {
		case string:
			params[name] = v
		case []any:
			var list []string
			for _, x := range v {
				list = append(list, x.(string))
			}
			params[name] = strings.Join(list, ",")
		}
	}
	return params
}
