package webhooks

import (
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// PaidItem is an item of a subscription as a payment has it. Times are Unix
// milliseconds.
type PaidItem struct {
	ID             string           `json:"id"`
	Object         string           `json:"object,omitzero"`
	Status         string           `json:"status"`
	CreatedAt      int64            `json:"created_at,omitzero"`
	UpdatedAt      int64            `json:"updated_at,omitzero"`
	PeriodStart    int64            `json:"period_start"`
	PeriodEnd      *int64           `json:"period_end"`
	Interval       string           `json:"interval,omitzero"`
	PlanID         *string          `json:"plan_id,omitzero"`
	Plan           *PaidPlan        `json:"plan,omitzero"`
	Payer          *Payer           `json:"payer,omitzero"`
	SubscriptionID string           `json:"subscription_id,omitzero"`
	Credit         *ProrationCredit `json:"credit,omitzero"`
	Credits        *Credits         `json:"credits,omitzero"`

	// What follows is in the types of @clerk/backend, and not in Clerk's
	// description.

	PlanPeriod        string `json:"plan_period,omitzero"`
	ProrationDate     string `json:"proration_date,omitzero"`
	CanceledAt        *int64 `json:"canceled_at,omitzero"`
	PastDueAt         *int64 `json:"past_due_at,omitzero"`
	Amount            *Money `json:"amount,omitzero"`
	LifetimePaid      *int64 `json:"lifetime_paid,omitzero"`
	NextPaymentAmount *int64 `json:"next_payment_amount,omitzero"`
	NextPaymentDate   *int64 `json:"next_payment_date,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PaidItem) UnmarshalJSON(data []byte) error {
	type fields PaidItem
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PaidItem) MarshalJSON() ([]byte, error) {
	type fields PaidItem
	return resource.Marshal(fields(x), x.Extra)
}

// PaidPlan is the plan of a PaidItem. Amounts are in the smallest unit of the
// currency.
type PaidPlan struct {
	ID          string `json:"id"`
	Slug        string `json:"slug"`
	Name        string `json:"name"`
	IsRecurring bool   `json:"is_recurring"`
	Amount      int64  `json:"amount"`
	Currency    string `json:"currency"`

	// What follows is in the types of @clerk/backend, and not in Clerk's
	// description.

	InstanceID          string `json:"instance_id,omitzero"`
	ProductID           string `json:"product_id,omitzero"`
	Description         string `json:"description,omitzero"`
	IsDefault           bool   `json:"is_default,omitzero"`
	HasBaseFee          bool   `json:"has_base_fee,omitzero"`
	PubliclyVisible     bool   `json:"publicly_visible,omitzero"`
	Period              string `json:"period,omitzero"`
	Interval            *int64 `json:"interval,omitzero"`
	AnnualMonthlyAmount *int64 `json:"annual_monthly_amount,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PaidPlan) UnmarshalJSON(data []byte) error {
	type fields PaidPlan
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PaidPlan) MarshalJSON() ([]byte, error) {
	type fields PaidPlan
	return resource.Marshal(fields(x), x.Extra)
}

// Credits are all that lowers a payment.
type Credits struct {
	Proration *ProrationCredit `json:"proration,omitzero"`
	Payer     *PayerCredit     `json:"payer,omitzero"`
	Total     Money            `json:"total"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Credits) UnmarshalJSON(data []byte) error {
	type fields Credits
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Credits) MarshalJSON() ([]byte, error) {
	type fields Credits
	return resource.Marshal(fields(x), x.Extra)
}

// ProrationCredit is given for the rest of a period that was paid.
type ProrationCredit struct {
	Amount                Money   `json:"amount"`
	CycleDaysRemaining    int64   `json:"cycle_days_remaining"`
	CycleDaysTotal        int64   `json:"cycle_days_total"`
	CycleRemainingPercent float64 `json:"cycle_remaining_percent"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *ProrationCredit) UnmarshalJSON(data []byte) error {
	type fields ProrationCredit
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x ProrationCredit) MarshalJSON() ([]byte, error) {
	type fields ProrationCredit
	return resource.Marshal(fields(x), x.Extra)
}

// PayerCredit is taken from the balance of the payer.
type PayerCredit struct {
	AppliedAmount    Money `json:"applied_amount"`
	RemainingBalance Money `json:"remaining_balance"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PayerCredit) UnmarshalJSON(data []byte) error {
	type fields PayerCredit
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PayerCredit) MarshalJSON() ([]byte, error) {
	type fields PayerCredit
	return resource.Marshal(fields(x), x.Extra)
}
