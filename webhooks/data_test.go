package webhooks_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// accessors gives the method that decodes the data of each schema.
var accessors = map[string]func(*webhooks.Event) (any, error){
	"EmailEventPayload":                     func(e *webhooks.Event) (any, error) { return e.Email() },
	"SmsEventPayload":                       func(e *webhooks.Event) (any, error) { return e.SMS() },
	"User":                                  func(e *webhooks.Event) (any, error) { return e.User() },
	"SessionEventPayload":                   func(e *webhooks.Event) (any, error) { return e.Session() },
	"Organization":                          func(e *webhooks.Event) (any, error) { return e.Organization() },
	"OrganizationDomain":                    func(e *webhooks.Event) (any, error) { return e.OrganizationDomain() },
	"OrganizationInvitation":                func(e *webhooks.Event) (any, error) { return e.OrganizationInvitation() },
	"OrganizationInvitationAcceptedPayload": func(e *webhooks.Event) (any, error) { return e.OrganizationInvitation() },
	"OrganizationMembership":                func(e *webhooks.Event) (any, error) { return e.OrganizationMembership() },
	"Permission":                            func(e *webhooks.Event) (any, error) { return e.Permission() },
	"Role":                                  func(e *webhooks.Event) (any, error) { return e.Role() },
	"DeletedObject":                         func(e *webhooks.Event) (any, error) { return e.Deleted() },
	"PaymentAttemptEventPayload":            func(e *webhooks.Event) (any, error) { return e.PaymentAttempt() },
	"SubscriptionEventPayload":              func(e *webhooks.Event) (any, error) { return e.Subscription() },
	"BillingSubscriptionItemEventPayload":   func(e *webhooks.Event) (any, error) { return e.SubscriptionItem() },
	"WaitlistEntry":                         func(e *webhooks.Event) (any, error) { return e.WaitlistEntry() },
}

// ownTypes are those that the package has itself, by their schemas.
var ownTypes = map[string]any{
	"PaymentAttemptEventPayload": webhooks.PaymentAttempt{}, "BillingPaymentFailedReason": webhooks.PaymentFailure{},
	"BillingPayee": webhooks.Payee{}, "BillingPayerEventPayload": webhooks.Payer{}, "BillingTotals": webhooks.PaymentTotals{},
	"BillingUnitTotal": webhooks.UnitTotal{}, "BillingPaymentSource": webhooks.PaymentSource{},
	"BillingSubscriptionItem": webhooks.PaidItem{}, "BillingPlan": webhooks.PaidPlan{},
	"BillingSubscriptionCredit": webhooks.ProrationCredit{}, "BillingSubscriptionPayerCredit": webhooks.PayerCredit{},
	"BillingSubscriptionCredits": webhooks.Credits{}, "BillingAmount": webhooks.Money{},
	"SubscriptionEventPayload": webhooks.Subscription{}, "BillingSubscriptionItemEventPayload": webhooks.SubscriptionItem{},
	"BillingSubscriptionItemEventPlan": webhooks.Plan{}, "BillingSubscriptionItemEventPlanUnitPrice": webhooks.UnitPrice{},
	"BillingSubscriptionItemEventPlanUnitPriceTier": webhooks.UnitPriceTier{}, "BillingSeats": webhooks.Seats{},
	"SmsEventPayload": webhooks.SMS{},
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

// schemaOf gives the schema of each event's data.
func schemaOf(t *testing.T) map[string]string {
	schemas := map[string]string{}
	for _, row := range table(t, "events.tsv") {
		schemas[row[0]] = row[1]
	}
	return schemas
}

// examples gives Clerk's own example of each event.
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

func TestEveryEventIsDecoded(t *testing.T) {
	schemas, all := schemaOf(t), examples(t)
	if len(schemas) != 45 || len(all) != len(schemas) {
		t.Fatalf("%d events and %d examples, want 45 of each", len(schemas), len(all))
	}
	for eventType, schema := range schemas {
		t.Run(eventType, func(t *testing.T) {
			event := verified(t, all[eventType])
			if event.Type != eventType || event.Object != "event" || event.InstanceID == "" || event.Timestamp == 0 {
				t.Fatalf("event %+v", event)
			}
			if cause, err := event.HTTPRequest(); err != nil || cause.ClientIP == "" || cause.UserAgent == "" {
				t.Errorf("cause %+v, %v", cause, err)
			}
			for name, decode := range accessors {
				data, err := decode(event)
				if expected := reflect.TypeOf(must(accessors[schema](event))(t)); name != schema && reflect.TypeOf(data) != expected {
					if !errors.Is(err, webhooks.ErrWrongType) {
						t.Errorf("as %s: %v", name, err)
					}
					continue
				}
				if err != nil {
					t.Errorf("as %s: %v", name, err)
					continue
				}
				sameWhereBoth(t, "data", event.Data, must(json.Marshal(data))(t), ownTypes[schema] == nil)
			}
		})
	}
}

// sameWhereBoth wants the decoded data, encoded again, to have what was sent:
// all of it, or all that the type has a field for.
func sameWhereBoth(t *testing.T, at string, sent, encoded json.RawMessage, all bool) {
	t.Helper()
	var a, b map[string]json.RawMessage
	if json.Unmarshal(sent, &a) != nil || json.Unmarshal(encoded, &b) != nil || a == nil || b == nil {
		var x, y []json.RawMessage
		if json.Unmarshal(sent, &x) == nil && json.Unmarshal(encoded, &y) == nil && len(x) == len(y) {
			for i := range x {
				sameWhereBoth(t, at+"["+strconv.Itoa(i)+"]", x[i], y[i], all)
			}
			return
		}
		var v, w any
		_, _ = json.Unmarshal(sent, &v), json.Unmarshal(encoded, &w)
		if !reflect.DeepEqual(v, w) {
			t.Errorf("%s: sent %s, decoded %s", at, sent, encoded)
		}
		return
	}
	common := 0
	for name, value := range a {
		if decoded, ok := b[name]; ok {
			common++
			sameWhereBoth(t, at+"."+name, value, decoded, all)
		} else if all && string(value) != "null" {
			t.Errorf("%s.%s is lost", at, name)
		}
	}
	if common == 0 && len(a) > 0 {
		t.Errorf("%s: nothing of %s was decoded", at, sent)
	}
}

// The constants are those of Clerk's list, and one that @clerk/backend has besides.
func TestEveryEventHasAConstant(t *testing.T) {
	file := must(parser.ParseFile(token.NewFileSet(), "types.go", nil, 0))(t)
	constants := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok {
			constants[must(strconv.Unquote(literal.Value))(t)] = true
		}
		return true
	})
	schemas := schemaOf(t)
	for eventType := range schemas {
		if !constants[eventType] {
			t.Errorf("%s has no constant", eventType)
		}
		delete(constants, eventType)
	}
	delete(constants, webhooks.SubscriptionItemCreated)
	for eventType := range constants {
		t.Errorf("a constant for %s, which Clerk does not list", eventType)
	}
}

func TestOwnTypesHaveEveryField(t *testing.T) {
	fields := map[string]map[string]reflect.StructField{}
	for schema, value := range ownTypes {
		fields[schema] = map[string]reflect.StructField{}
		for _, field := range reflect.VisibleFields(reflect.TypeOf(value)) {
			name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
			fields[schema][name] = field
		}
	}
	rows := table(t, "schemas.tsv")
	for _, row := range rows {
		schema, property, nullable := row[0], row[1], row[2] == "yes"
		field, ok := fields[schema][property]
		if !ok {
			t.Errorf("%s.%s has no field", schema, property)
			continue
		}
		if kind := field.Type.Kind(); nullable && kind != reflect.Pointer {
			t.Errorf("%s.%s may be null, its field is a %s", schema, property, field.Type)
		}
	}
	if len(rows) < 100 {
		t.Errorf("%d rows", len(rows))
	}
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
