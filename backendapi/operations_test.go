package backendapi_test

import (
	"context"
	"encoding/csv"
	"errors"
	"maps"
	"net/http"
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// beyondTheTables are methods that make requests which neither table has: the
// JavaScript client got them later.
var beyondTheTables = map[string]string{
	"Emails.CreateBatch":           "POST /v1/email/batch",
	"Emails.Get":                   "GET /v1/email/{email_id}",
	"Invitations.DeleteInvitation": "DELETE /v1/invitations/{invitation_id}",
}

// TestEveryOperation holds the tables of Clerk's operations, and of the
// JavaScript client's methods, against what the methods really send: none is
// missing, doubled, or sends another method or path.
func TestEveryOperation(t *testing.T) {
	want := wantedRequests(t)
	rec := &recorder{answer: answerForAll}
	client := serve(t, rec.ServeHTTP)

	got := map[string][]string{}
	for _, op := range operations(client) {
		if op.isIterator() {
			continue
		}
		for _, fill := range []func(int, reflect.Value){fillAll, fillFirst} {
			err := errorOf(op.call(context.Background(), fill))
			if err != nil && !errors.Is(err, backendapi.ErrInvalidID) {
				t.Errorf("%s: %v", op, err)
			}
			for _, r := range rec.take() {
				pattern := patternOf(r, want)
				if pattern == "" {
					t.Errorf("%s sends %s %s, which no operation has", op, r.Method, r.Path)
					continue
				}
				if !slices.Contains(got[pattern], op.String()) {
					got[pattern] = append(got[pattern], op.String())
				}
			}
		}
	}
	for _, pattern := range slices.Sorted(maps.Keys(want)) {
		slices.Sort(got[pattern])
		slices.Sort(want[pattern])
		if !slices.Equal(got[pattern], want[pattern]) {
			t.Errorf("%s: is sent by %v, want %v", pattern, got[pattern], want[pattern])
		}
	}
}

func TestTheTablesAreWhole(t *testing.T) {
	if n := len(readTable(t, "testdata/operations.tsv")); n != 249 {
		t.Errorf("%d operations, want 249", n)
	}
	if n := len(readTable(t, "testdata/methods.tsv")); n != 189 {
		t.Errorf("%d methods, want 189", n)
	}
}

// wantedRequests says which methods send which request, as in
// "GET /v1/users/{user_id}": [Users.GetUser].
func wantedRequests(t *testing.T) map[string][]string {
	t.Helper()
	unversioned := map[string]bool{}
	pathOf := map[string]string{}
	want := map[string][]string{}
	add := func(request, method string) {
		if !slices.Contains(want[request], method) {
			want[request] = append(want[request], method)
		}
	}
	methods := readTable(t, "testdata/methods.tsv")
	for _, m := range methods {
		unversioned[m["http_method"]+" "+m["path"]] = m["url_version"] == "none"
	}
	versioned := func(method, path string) string {
		if unversioned[method+" "+path] {
			return method + " " + path
		}
		return method + " /v1" + path
	}
	for _, o := range readTable(t, "testdata/operations.tsv") {
		request := versioned(o["http_method"], o["path"])
		pathOf[o["operation_id"]] = request
		for _, method := range strings.Split(o["go_method"], ",") {
			add(request, method)
		}
	}
	for _, m := range methods {
		name := m["go_service"] + "." + m["go_method"]
		add(versioned(m["http_method"], m["path"]), name)
		for _, also := range strings.Split(m["also_operations"], ",") {
			if also != "-" {
				add(pathOf[also], name)
			}
		}
	}
	for name, request := range beyondTheTables {
		add(request, name)
	}
	return want
}

func readTable(t *testing.T, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader := csv.NewReader(file)
	reader.Comma, reader.LazyQuotes = '\t', true
	rows, err := reader.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var table []map[string]string
	for _, row := range rows[1:] {
		named := map[string]string{}
		for i, value := range row {
			named[rows[0][i]] = value
		}
		table = append(table, named)
	}
	return table
}

var placeholder = regexp.MustCompile(`\{(\w+)\}`)

// patternOf finds the request's template. A segment stands for a placeholder
// when it is the argument of the same place, or the field of the same name.
func patternOf(r sent, want map[string][]string) string {
	found := ""
	for pattern := range want {
		method, path, _ := strings.Cut(pattern, " ")
		if method != r.Method {
			continue
		}
		names := placeholder.FindAllStringSubmatch(path, -1)
		exact := "^" + placeholder.ReplaceAllString(regexp.QuoteMeta(strings.NewReplacer("{", "<", "}", ">").Replace(path)), "$0") + "$"
		exact = regexp.MustCompile(`<\w+>`).ReplaceAllString(exact, `([^/]+)`)
		values := regexp.MustCompile(exact).FindStringSubmatch(r.Path)
		if values == nil {
			continue
		}
		ok := true
		for i, name := range names {
			ok = ok && isValueOf(values[i+1], name[1], i+1)
		}
		if ok && len(pattern) > len(found) {
			found = pattern
		}
	}
	return found
}

func isValueOf(value, placeholder string, place int) bool {
	plain := func(s string) string { return strings.ToLower(strings.ReplaceAll(s, "_", "")) }
	switch {
	case value == "arg"+string(rune('0'+place)):
		return true
	case value == "oauth_arg2" && placeholder == "provider":
		return true
	case placeholder == "id":
		return strings.HasSuffix(value, "ID")
	}
	return plain(value) == plain(placeholder)
}

// fillFirst gives values to the first argument and to ids alone: the request
// of Sessions.GetToken without a template.
func fillFirst(arg int, v reflect.Value) {
	switch {
	case v.Kind() == reflect.Struct && v.Type().Name() == "File":
		fillAll(arg, v)
	case v.Kind() == reflect.Struct:
		for i := range v.NumField() {
			field := v.Type().Field(i)
			if field.Type.Name() == "File" || field.Tag.Get("json") == "-" && field.Tag.Get("query") == "" {
				fillNamed(field.Name, v.Field(i))
			}
		}
	case arg == 1:
		fillAll(arg, v)
	}
}

// answerForAll is an answer that every method can read.
func answerForAll(*http.Request) string {
	return `{"id":"id_1","data":[],"total_count":0}`
}
