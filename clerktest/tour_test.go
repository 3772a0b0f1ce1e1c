package clerktest_test

import (
	"encoding/csv"
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/internal/boxtour"
)

// TestEveryOperation asks for every operation of Clerk's description, and for
// those that the JavaScript client alone has: each answers with success.
func TestEveryOperation(t *testing.T) {
	t.Parallel()
	dev, prod := start(t), start(t, clerktest.Config{Production: true})
	boxtour.Tour{TB: t, Dev: dev, Prod: prod, Client: clientOf(t, dev), Changes: clientOf(t, prod)}.Walk()

	succeeded := map[string]bool{}
	for _, r := range append(dev.Requests(), prod.Requests()...) {
		if r.API == "backend" && r.Status < 300 {
			succeeded[r.Method+" "+strings.TrimPrefix(r.Path, "/v1")] = true
		}
	}
	asked := func(method, path string) bool {
		template := regexp.MustCompile(`\\\{[^}]*\\\}`).ReplaceAllString(regexp.QuoteMeta(path), `[^/]+`)
		pattern := regexp.MustCompile("^" + method + " " + template + "$")
		for request := range succeeded {
			if pattern.MatchString(request) {
				return true
			}
		}
		return false
	}
	operations := append(rows(t, "operations.tsv", 1, 2), rows(t, "methods.tsv", 4, 5)...)
	for _, o := range operations {
		if !asked(o[0], o[1]) {
			t.Errorf("%s %s was not asked with success", o[0], o[1])
		}
	}
	if len(operations) < 249+189 {
		t.Errorf("%d operations and methods, want 249 and 189", len(operations))
	}
}

// rows reads two columns of a table of backendapi's.
func rows(t *testing.T, name string, one, two int) [][2]string {
	t.Helper()
	file, err := os.Open("../backendapi/testdata/" + name)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma = '\t'
	all, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var columns [][2]string
	for _, row := range all[1:] {
		columns = append(columns, [2]string{row[one], row[two]})
	}
	return columns
}
