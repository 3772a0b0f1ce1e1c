// Package boxtour walks through every method of backendapi against clerktest:
// what is created is listed, got, changed and deleted. Two tests take the
// tour: clerktest's, that no operation is missing, and backendapi/spectest's,
// that every answer is what Clerk's description allows.
package boxtour

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Tour is a development and a production instance with a client each.
type Tour struct {
	testing.TB
	Dev, Prod       *clerktest.Server
	Client, Changes *backendapi.Client // of Dev and of Prod
}

type tour struct {
	Tour
	ctx context.Context
	s   *clerktest.Server
	c   *backendapi.Client
}

// Walk takes the whole tour.
func (of Tour) Walk() {
	t := &tour{of, of.Context(), of.Dev, of.Client}
	for _, part := range []struct {
		name string
		walk func(*tour)
	}{
		{"users", (*tour).users},
		{"credentials", (*tour).credentials},
		{"identifications", (*tour).identifications},
		{"sessions", (*tour).sessions},
		{"tickets", (*tour).tickets},
		{"organizations", (*tour).organizations},
		{"memberships", (*tour).memberships},
		{"invitations", (*tour).invitations},
		{"organization domains", (*tour).organizationDomains},
		{"roles", (*tour).roles},
		{"role sets", (*tour).roleSets},
		{"access lists", (*tour).accessLists},
		{"waitlist", (*tour).waitlist},
		{"instance", (*tour).instance},
		{"domains", (*tour).domains},
		{"JWT templates", (*tour).jwtTemplates},
		{"OAuth applications", (*tour).oauthApplications},
		{"SAML connections", (*tour).samlConnections},
		{"enterprise connections", (*tour).enterpriseConnections},
		{"directories", (*tour).directories},
		{"SCIM directories", (*tour).scimDirectories},
		{"message templates", (*tour).messageTemplates},
		{"e-mails", (*tour).emails},
		{"billing", (*tour).billing},
		{"machines", (*tour).machines},
		{"API keys", (*tour).apiKeys},
		{"miscellaneous", (*tour).miscellaneous},
	} {
		t.part(part.name, part.walk)
	}
}

func (t *tour) part(name string, walk func(*tour)) {
	t.Helper()
	defer func() {
		if fault, _ := recover().(fault); fault.err != nil {
			t.Errorf("%s: %v", name, fault.err)
		}
	}()
	walk(t)
}

// fault ends a part of the tour.
type fault struct{ err error }

// must is the value of a call that has to succeed.
func must[T any](value T, err error) T {
	if err != nil {
		panic(fault{err})
	}
	return value
}

func done(err error) {
	if err != nil {
		panic(fault{err})
	}
}

// want compares what was read back.
func (t *tour) want(what string, got, want any) {
	t.Helper()
	if text, expected := fmt.Sprint(pointed(got)), fmt.Sprint(pointed(want)); text != expected {
		t.Errorf("%s: %s, want %s", what, text, expected)
	}
}

// pointed is what a pointer points to.
func pointed(value any) any {
	if v := reflect.ValueOf(value); v.Kind() == reflect.Pointer && !v.IsNil() {
		return v.Elem().Interface()
	}
	return value
}

// refused wants a call to be refused with a status and a code.
func (t *tour) refused(what string, err error, status int, code string) {
	t.Helper()
	var refusal *backendapi.Error
	if !errors.As(err, &refusal) || refusal.Status != status || len(refusal.Errors) == 0 || refusal.Errors[0].Code != code {
		t.Errorf("%s: %v, want %d %s", what, err, status, code)
	}
}

func (t *tour) user(name string) string {
	t.Helper()
	return t.s.CreateUser(clerktest.User{Email: name + "@example.com", FirstName: name, Password: "correct horse battery"}).ID
}

// in reports whether a list has an entry with the id.
func in[T any](list *backendapi.List[T], id string) bool {
	text := string(must(json.Marshal(list.Data)))
	return strings.Contains(text, `"`+id+`"`)
}

func set[T any](value T) backendapi.Optional[T] { return backendapi.Set(value) }

func raw(text string) json.RawMessage { return json.RawMessage(text) }

func picture() backendapi.File {
	return backendapi.File{Name: "a.png", ContentType: "image/png", Content: strings.NewReader("\x89PNG picture")}
}
