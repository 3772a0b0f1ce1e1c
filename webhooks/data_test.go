package webhooks_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// accessors are the methods that decode the data of each kind of event.
var accessors = map[string]func(*webhooks.Event) (any, error){
	"email":                  func(e *webhooks.Event) (any, error) { return e.Email() },
	"sms":                    func(e *webhooks.Event) (any, error) { return e.SMS() },
	"user":                   func(e *webhooks.Event) (any, error) { return e.User() },
	"session":                func(e *webhooks.Event) (any, error) { return e.Session() },
	"organization":           func(e *webhooks.Event) (any, error) { return e.Organization() },
	"organizationDomain":     func(e *webhooks.Event) (any, error) { return e.OrganizationDomain() },
	"organizationInvitation": func(e *webhooks.Event) (any, error) { return e.OrganizationInvitation() },
	"organizationMembership": func(e *webhooks.Event) (any, error) { return e.OrganizationMembership() },
	"permission":             func(e *webhooks.Event) (any, error) { return e.Permission() },
	"role":                   func(e *webhooks.Event) (any, error) { return e.Role() },
	"deleted":                func(e *webhooks.Event) (any, error) { return e.Deleted() },
	"paymentAttempt":         func(e *webhooks.Event) (any, error) { return e.PaymentAttempt() },
	"subscription":           func(e *webhooks.Event) (any, error) { return e.Subscription() },
	"subscriptionItem":       func(e *webhooks.Event) (any, error) { return e.SubscriptionItem() },
	"waitlistEntry":          func(e *webhooks.Event) (any, error) { return e.WaitlistEntry() },
}

// accessorOf names the one of an event's type.
func accessorOf(eventType string) string {
	kind, happened, _ := strings.Cut(eventType, ".")
	if happened == "deleted" && kind != "organizationMembership" {
		return "deleted"
	}
	return kind
}

// table reads a file of facts, without its headings.
func table(t *testing.T, name string) [][]string {
	t.Helper()
	text := strings.TrimSpace(string(must(os.ReadFile("testdata/" + name))(t)))
	var rows [][]string
	for _, line := range strings.Split(text, "\n")[1:] {
		rows = append(rows, strings.Split(line, "\t"))
	}
	return rows
}

// examples are Clerk's own, one of each event.
func examples(t *testing.T) map[string][]byte {
	t.Helper()
	file := must(os.Open("testdata/examples.jsonl"))(t)
	defer file.Close()
	lines := bufio.NewScanner(file)
	lines.Buffer(nil, 1<<20)
	all := map[string][]byte{}
	for lines.Scan() {
		var event struct{ Type string }
		if err := json.Unmarshal(lines.Bytes(), &event); err != nil {
			t.Fatal(err)
		}
		all[event.Type] = bytes.Clone(lines.Bytes())
	}
	return all
}

func verified(t *testing.T, body []byte) *webhooks.Event {
	t.Helper()
	return must(webhooks.Verify(body, signed(body, time.Now()), webhooks.Options{SigningSecret: fakeSecret()}))(t)
}

func TestEveryExampleIsDecoded(t *testing.T) {
	all := examples(t)
	if len(all) != 45 {
		t.Fatalf("%d examples", len(all))
	}
	for eventType, body := range all {
		t.Run(eventType, func(t *testing.T) {
			event := verified(t, body)
			if event.Type != eventType || event.Object != "event" || event.InstanceID == "" || event.Timestamp == 0 {
				t.Fatalf("event %+v", event)
			}
			if cause, err := event.HTTPRequest(); err != nil || cause.ClientIP == "" || cause.UserAgent == "" {
				t.Errorf("cause %+v, %v", cause, err)
			}
			for kind, decode := range accessors {
				data, err := decode(event)
				if kind != accessorOf(eventType) {
					if !errors.Is(err, webhooks.ErrWrongType) {
						t.Errorf("as %s: %v", kind, err)
					}
					continue
				}
				if err != nil {
					t.Fatal(err)
				}
				keeps(t, eventType, event.Data, data)
			}
		})
	}
}

func sameJSON(a, b []byte) bool {
	var v, w any
	return json.Unmarshal(a, &v) == nil && json.Unmarshal(b, &w) == nil && reflect.DeepEqual(v, w)
}

// property is a row of specification.tsv or javascript.tsv.
type property struct {
	name, kind         string
	optional, nullable bool
}

func properties(t *testing.T, source string) map[string][]property {
	types := map[string][]property{}
	for _, row := range table(t, source) {
		types[row[0]] = append(types[row[0]], property{row[1], row[2], row[3] == "yes", row[4] == "yes"})
	}
	return types
}

// variants are the ways in which a thing of a type may be sent.
var variants = map[string]struct {
	leaves func(property) bool // out
	nulls  func(property) bool
	empty  bool
}{
	"everything":          {},
	"what is required":    {leaves: func(p property) bool { return p.optional }},
	"nulls where allowed": {nulls: func(p property) bool { return p.nullable }},
	"nulls everywhere":    {nulls: func(property) bool { return true }},
	"empty values":        {empty: true},
}

// sample makes a value of a kind as the variant has it.
func sample(types map[string][]property, kind, variant string, depth int) any {
	v := variants[variant]
	if item, isList := strings.CutPrefix(kind, "[]"); isList {
		if v.empty {
			return []any{}
		}
		return []any{sample(types, item, variant, depth)}
	}
	switch kind {
	case "string":
		return map[bool]string{true: "", false: "text"}[v.empty]
	case "number":
		return map[bool]int{true: 0, false: 1784283185447}[v.empty]
	case "boolean":
		return !v.empty
	case "any":
		return map[string]any{"a": 1.5}
	}
	object := map[string]any{"from_the_future": []any{nil, 1.5}}
	for _, p := range types[kind] {
		switch {
		case depth > 6 || v.leaves != nil && v.leaves(p):
		case v.nulls != nil && v.nulls(p):
			object[p.name] = nil
		default:
			object[p.name] = sample(types, p.kind, variant, depth+1)
		}
	}
	return object
}

// What was sent is there when it is encoded again, and nothing else is,
// whatever of the specification and of @clerk/backend's types Clerk follows.
func TestNothingOfAnEventIsLost(t *testing.T) {
	sources := []struct {
		file   string
		column int
	}{{"specification.tsv", 1}, {"javascript.tsv", 2}}
	count := 0
	for _, source := range sources {
		types := properties(t, source.file)
		for _, row := range table(t, "events.tsv") {
			eventType, schema := row[0], row[source.column]
			if schema == "-" {
				continue
			}
			for variant := range variants {
				sent := must(json.Marshal(sample(types, schema, variant, 0)))(t)
				event := &webhooks.Event{Type: eventType, Data: sent}
				data, err := accessors[accessorOf(eventType)](event)
				if err != nil {
					t.Errorf("%s, %s, %s: %v", eventType, schema, variant, err)
					continue
				}
				keeps(t, eventType+", "+schema+", "+variant, sent, data)
				count++
			}
		}
	}
	if count != (45+45)*len(variants) {
		t.Errorf("%d samples", count)
	}
}

// keeps checks that data, encoded again, is what was sent. A type of the Backend
// API may have what the API requires and was not sent, empty.
func keeps(t *testing.T, name string, sent []byte, data any) {
	t.Helper()
	text := must(json.Marshal(data))(t)
	if lost := difference("data", sent, text, !isOwn(reflect.TypeOf(data).Elem())); lost != "" {
		t.Errorf("%s:\n%s", name, lost)
	}
}

// difference says where what is encoded is not what was sent.
func difference(at string, sent, encoded json.RawMessage, mayAdd bool) string {
	var a, b map[string]json.RawMessage
	if json.Unmarshal(sent, &a) == nil && json.Unmarshal(encoded, &b) == nil && a != nil && b != nil {
		var text strings.Builder
		for name, value := range b {
			if _, ok := a[name]; !ok && (!mayAdd || !slices.Contains([]string{"null", `""`, "0", "false"}, string(value))) {
				fmt.Fprintf(&text, "%s.%s: not sent, encoded %s\n", at, name, value)
			}
		}
		for name, value := range a {
			text.WriteString(difference(at+"."+name, value, b[name], mayAdd))
		}
		return text.String()
	}
	var x, y []json.RawMessage
	if json.Unmarshal(sent, &x) == nil && json.Unmarshal(encoded, &y) == nil && len(x) == 1 && len(y) == 1 {
		return difference(at+"[0]", x[0], y[0], mayAdd)
	}
	if sameJSON(sent, encoded) {
		return ""
	}
	return fmt.Sprintf("%s: sent %s, encoded %s\n", at, sent, encoded)
}

// isOwn reports whether a type is this package's alone.
func isOwn(r reflect.Type) bool {
	return slices.ContainsFunc(ownTypes, func(own ownType) bool { return reflect.TypeOf(own.value) == r })
}

func TestDataThatIsNotWhatItShouldBe(t *testing.T) {
	tests := []struct {
		name  string
		event *webhooks.Event
		want  error
	}{
		{"no event", nil, webhooks.ErrMalformed},
		{"no data", &webhooks.Event{Type: webhooks.UserCreated}, webhooks.ErrMalformed},
		{"null", &webhooks.Event{Type: webhooks.UserCreated, Data: json.RawMessage(`null`)}, webhooks.ErrMalformed},
		{"an array", &webhooks.Event{Type: webhooks.UserCreated, Data: json.RawMessage(`[]`)}, webhooks.ErrMalformed},
		{"a user without more than a name", &webhooks.Event{Type: webhooks.UserDeleted, Data: json.RawMessage(`{"id":"user_1"}`)}, webhooks.ErrWrongType},
		{"another kind", &webhooks.Event{Type: webhooks.SessionCreated, Data: json.RawMessage(`{"id":"sess_1"}`)}, webhooks.ErrWrongType},
		{"a kind that begins alike", &webhooks.Event{Type: "userThing.created", Data: json.RawMessage(`{"id":"user_1"}`)}, webhooks.ErrWrongType},
		{"a type that Clerk may add", &webhooks.Event{Type: "user.banned", Data: json.RawMessage(`{"id":"user_1"}`)}, nil},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			user, err := test.event.User()
			if !errors.Is(err, test.want) || (user == nil) != (err != nil) {
				t.Errorf("user %v, error %v, want %v", user, err, test.want)
			}
		})
	}
	if _, err := (*webhooks.Event)(nil).Deleted(); !errors.Is(err, webhooks.ErrMalformed) {
		t.Errorf("no event: %v", err)
	}
}

// Beside what the Backend API's types have, these events have one field more.
func TestWhatIsBesideAResource(t *testing.T) {
	session := `{"object":"session","id":"sess_1","user_id":"user_1","client_id":"c","actor":null,"status":"active","last_active_organization_id":null,` +
		`"last_active_at":1,"latest_activity":null,"expire_at":2,"abandon_at":3,"updated_at":4,"created_at":5,"new":null`
	for _, sent := range []string{session + `}`, session + `,"user":null}`} {
		got := must((&webhooks.Event{Type: webhooks.SessionCreated, Data: json.RawMessage(sent)}).Session())(t)
		if text := must(json.Marshal(got))(t); !sameJSON([]byte(sent), text) || got.User != nil {
			t.Errorf("%s became %s", sent, text)
		}
	}
	got := must((&webhooks.Event{Type: webhooks.SessionCreated, Data: json.RawMessage(session + `,"user":{"id":"user_1","locale":null,"bio":null}}`)}).Session())(t)
	for _, change := range []struct{ name, want string }{{"user_1", `"user_1"`}, {"user_2", `"user_2"`}} {
		got.User.ID = change.name
		var text struct{ User map[string]json.RawMessage }
		_ = json.Unmarshal(must(json.Marshal(got))(t), &text)
		if string(text.User["id"]) != change.want || string(text.User["bio"]) != "null" || string(text.User["locale"]) != "null" {
			t.Errorf("the user became %s", text.User)
		}
	}
	got.User = nil
	if text := must(json.Marshal(got))(t); !sameJSON([]byte(session+`}`), text) {
		t.Errorf("without its user it is %s", text)
	}
	invitation := &webhooks.OrganizationInvitation{UserID: "user_1"}
	if text := must(json.Marshal(invitation))(t); !bytes.Contains(text, []byte(`"user_id":"user_1"`)) || len(invitation.Extra) != 0 {
		t.Errorf("an invitation made by hand: %s, extra %v", text, invitation.Extra)
	}
}

func TestDecodeIntoAnOwnType(t *testing.T) {
	type account struct {
		ID       string `json:"id"`
		Metadata struct {
			Plan string `json:"plan"`
		} `json:"public_metadata"`
	}
	event := &webhooks.Event{Type: webhooks.UserCreated, Data: json.RawMessage(`{"id":"user_1","public_metadata":{"plan":"gold"}}`)}
	got := must(webhooks.Decode[account](event))(t)
	if got.ID != "user_1" || got.Metadata.Plan != "gold" {
		t.Errorf("%+v", got)
	}
}
