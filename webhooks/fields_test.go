package webhooks_test

import (
	"encoding/json"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

// The constants are the events of the specification and of @clerk/backend.
func TestEveryEventHasAConstant(t *testing.T) {
	file := must(parser.ParseFile(token.NewFileSet(), "types.go", nil, 0))(t)
	constants := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		if literal, ok := n.(*ast.BasicLit); ok {
			constants[must(strconv.Unquote(literal.Value))(t)] = true
		}
		return true
	})
	for _, row := range table(t, "events.tsv") {
		if !constants[row[0]] {
			t.Errorf("%s has no constant", row[0])
		}
		delete(constants, row[0])
	}
	for eventType := range constants {
		t.Errorf("a constant for %s, which Clerk does not list", eventType)
	}
}

type ownType struct {
	value any
	types []string
}

// ownTypes are those that the package has itself, by what their facts are
// called.
var ownTypes = []ownType{
	{webhooks.PaymentAttempt{}, []string{"PaymentAttemptEventPayload", "BillingPaymentAttemptWebhookEventJSON"}},
	{webhooks.PaymentFailure{}, []string{"BillingPaymentFailedReason", "BillingPaymentAttemptWebhookEventJSON.failed_reason"}},
	{webhooks.Payee{}, []string{"BillingPayee", "BillingPayeeJSON"}},
	{webhooks.Payer{}, []string{"BillingPayerEventPayload", "BillingPayerJSON"}},
	{webhooks.PaymentSource{}, []string{"BillingPaymentSource", "BillingPaymentAttemptWebhookEventJSON.payment_source"}},
	{webhooks.PaymentTotals{}, []string{"BillingTotals", "BillingTotalsJSON"}},
	{webhooks.UnitTotal{}, []string{"BillingUnitTotal"}},
	{webhooks.Money{}, []string{"BillingAmount", "BillingMoneyAmountJSON"}},
	{webhooks.PaidItem{}, []string{"BillingSubscriptionItem", "BillingSubscriptionItemWebhookEventJSON"}},
	{webhooks.PaidPlan{}, []string{"BillingPlan", "BillingSubscriptionItemWebhookEventJSON.plan"}},
	{webhooks.Credits{}, []string{"BillingSubscriptionCredits"}},
	{webhooks.ProrationCredit{}, []string{"BillingSubscriptionCredit", "BillingSubscriptionItemWebhookEventJSON.credit"}},
	{webhooks.PayerCredit{}, []string{"BillingSubscriptionPayerCredit"}},
	{webhooks.Subscription{}, []string{"SubscriptionEventPayload", "BillingSubscriptionWebhookEventJSON"}},
	{webhooks.SubscriptionItem{}, []string{"BillingSubscriptionItemEventPayload", "BillingSubscriptionItemWebhookEventJSON"}},
	{webhooks.Plan{}, []string{"BillingSubscriptionItemEventPlan", "BillingSubscriptionItemWebhookEventJSON.plan"}},
	{webhooks.UnitPrice{}, []string{"BillingSubscriptionItemEventPlanUnitPrice"}},
	{webhooks.UnitPriceTier{}, []string{"BillingSubscriptionItemEventPlanUnitPriceTier"}},
	{webhooks.Seats{}, []string{"BillingSeats"}},
	{webhooks.SMS{}, []string{"SmsEventPayload", "SMSMessageJSON"}},
}

// jsonFields are a struct's fields by their JSON names.
func jsonFields(value any) map[string]reflect.StructField {
	fields := map[string]reflect.StructField{}
	for _, field := range reflect.VisibleFields(reflect.TypeOf(value)) {
		if name, _, _ := strings.Cut(field.Tag.Get("json"), ","); name != "-" {
			fields[name] = field
		}
	}
	return fields
}

func TestOwnTypesHaveEveryField(t *testing.T) {
	facts := properties(t, "specification.tsv")
	maps.Copy(facts, properties(t, "javascript.tsv"))
	checked := 0
	for _, own := range ownTypes {
		fields := jsonFields(own.value)
		for _, name := range own.types {
			if len(facts[name]) == 0 {
				t.Errorf("no facts about %s", name)
			}
			for _, p := range facts[name] {
				checked++
				field, ok := fields[p.name]
				if !ok {
					t.Errorf("%T has no field for %s.%s", own.value, name, p.name)
					continue
				}
				if kind := field.Type.Kind(); p.nullable && kind != reflect.Pointer && kind != reflect.Slice {
					t.Errorf("%s.%s may be null, its field in %T is a %s", name, p.name, own.value, field.Type)
				}
			}
		}
	}
	if checked < 250 {
		t.Errorf("only %d properties", checked)
	}
}

func TestEveryIntegerTakesAnySpellingOfAWholeNumber(t *testing.T) {
	values := []any{webhooks.Event{}, webhooks.Session{}.Session, webhooks.OrganizationInvitation{}.OrganizationInvitation}
	wrapped := map[int]reflect.Type{1: reflect.TypeFor[webhooks.Session](), 2: reflect.TypeFor[webhooks.OrganizationInvitation]()}
	for _, own := range ownTypes {
		values = append(values, own.value)
	}
	integers := 0
	for i, value := range values {
		r := reflect.TypeOf(value)
		if outer, ok := wrapped[i]; ok {
			r = outer
		}
		for name, field := range jsonFields(value) {
			if field.Type != reflect.TypeFor[int64]() && field.Type != reflect.TypeFor[*int64]() {
				continue
			}
			integers++
			for spelled, want := range map[string]string{"1.0": "1", "1e3": "1000", "1784283185447.0": "1784283185447"} {
				decoded := reflect.New(r)
				if err := json.Unmarshal([]byte(`{"`+name+`":`+spelled+`}`), decoded.Interface()); err != nil {
					t.Errorf("%v.%s: %s: %v", r, name, spelled, err)
				}
				if got := fmt.Sprint(reflect.Indirect(decoded.Elem().FieldByName(field.Name))); got != want {
					t.Errorf("%v.%s: %s became %s", r, name, spelled, got)
				}
			}
			err := json.Unmarshal([]byte(`{"`+name+`":1.5}`), reflect.New(r).Interface())
			if _, isEvent := value.(webhooks.Event); !isEvent && (err == nil || !strings.Contains(err.Error(), name)) {
				t.Errorf("%v.%s: 1.5: %v", r, name, err)
			}
		}
	}
	if integers < 50 {
		t.Errorf("only %d integers", integers)
	}
}
