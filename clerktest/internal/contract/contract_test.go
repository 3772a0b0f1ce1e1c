package contract_test

import (
	"encoding/json"
	"net/url"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// Each row is a request and the fault that it has.
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, test := range []struct{ pattern, query, body, want string }{
		{"GET /users", "limit=1&offset=0&order_by=-created_at&email_address=a@b.c&email_address=d@e.f", "", ""},
		{"GET /users", "user_id[]=user_1", "", ""},
		{"GET /users", "nonsense=1", "", "form_param_unknown nonsense"},
		{"GET /users/count", "limit=1&order_by=-created_at", "", ""}, // as clerk-sdk-go asks
		{"GET /users", "banned=maybe", "", "form_param_type_invalid banned"},
		{"GET /users", "created_at_after=soon", "", "form_param_type_invalid created_at_after"},
		{"GET /sessions", "status=lost", "", "form_param_value_invalid status"},
		{"GET /api_keys", "", "", "missing_query_parameter subject"},
		{"POST /users", "", `{"email_address":["a@b.c"],"locale":null}`, ""},
		{"POST /users", "", `{"email_address":[1]}`, "form_param_type_invalid email_address"},
		{"POST /users", "", `{"backup_codes":null}`, "form_param_nil backup_codes"},
		{"POST /users", "", `{"nonsense":1}`, "form_param_unknown nonsense"},
		{"POST /users", "", `[]`, "form_param_type_invalid "},
		{"POST /sessions", "", `{}`, "form_param_missing user_id"},
		{"POST /actor_tokens", "", `{"user_id":"u","actor":{"sub":"a","more":1}}`, ""},
		{"POST /actor_tokens", "", `{"user_id":"u","actor":{}}`, "form_param_missing sub"},
		{"POST /sessions/{session_id}/tokens", "", `{"expires_in_seconds":1}`, "form_param_value_invalid expires_in_seconds"},
		{"POST /sessions/{session_id}/tokens", "", `{"expires_in_seconds":1e300}`, "form_param_value_too_large expires_in_seconds"},
		{"POST /sessions/{session_id}/tokens", "", `{"expires_in_seconds":30.5}`, "form_param_type_invalid expires_in_seconds"},
		{"POST /machines", "", `{"name":"` + strings.Repeat("x", 256) + `"}`, "form_param_max_length_exceeded name"},
		{"POST /users/ban", "", `{"user_ids":[]}`, "form_param_missing user_ids"},
		{"POST /waitlist_entries/bulk", "", `[{"email_address":"nope"}]`, "form_param_format_invalid email_address"},
		{"PATCH /instance/communication", "", `{"blocked_country_codes":["aq"]}`, "form_param_format_invalid blocked_country_codes"},
		{"POST /billing/subscription_items/{subscription_item_id}/extend_free_trial", "", `{"extend_to":"soon"}`, "form_param_invalid_time extend_to"},
	} {
		op := contract.ByPattern()[test.pattern]
		query, err := url.ParseQuery(test.query)
		if op == nil || err != nil {
			t.Fatalf("%s: %v, %v", test.pattern, op, err)
		}
		fault := op.CheckQuery(query)
		if test.body != "" {
			var body any
			if err := json.Unmarshal([]byte(test.body), &body); err != nil {
				t.Fatal(err)
			}
			fault = op.CheckBody(body)
		}
		got := ""
		if fault != nil {
			got = fault.Code + " " + fault.Param
		}
		if got != test.want {
			t.Errorf("%s ?%s %.60s: %q, want %q", test.pattern, test.query, test.body, got, test.want)
		}
	}
}

// Whatever a stranger sends is taken or has a fault, on every operation.
func FuzzCheck(f *testing.F) {
	for _, body := range []string{`{}`, `[]`, `null`, `{"a":{"b":[1,null,true]}}`, `[{"email_address":"x"}]`, `{"user_id":1e400}`} {
		f.Add("limit=1&order_by=-a&user_id[]=%00", body)
	}
	f.Fuzz(func(t *testing.T, rawQuery, rawBody string) {
		query, err := url.ParseQuery(rawQuery)
		if err != nil {
			t.Skip()
		}
		var body any
		if json.Unmarshal([]byte(rawBody), &body) != nil {
			t.Skip()
		}
		for _, op := range contract.All() {
			for _, fault := range []*contract.Fault{op.CheckQuery(query), op.CheckBody(body)} {
				if fault != nil && (fault.Code == "" || fault.Long == "") {
					t.Errorf("%s: a fault without a word: %+v", op.ID, fault)
				}
			}
		}
	})
}
