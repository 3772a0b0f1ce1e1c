package webhooks

import (
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Subscription is a subscription of a user or an organization. Times are Unix
// milliseconds.
type Subscription struct {
	Object          string             `json:"object"`
	ID              string             `json:"id"`
	Status          string             `json:"status"`
	ActiveAt        *int64             `json:"active_at,omitzero"`
	CanceledAt      *int64             `json:"canceled_at,omitzero"`
	CreatedAt       int64              `json:"created_at"`
	EndedAt         *int64             `json:"ended_at,omitzero"`
	PastDueAt       *int64             `json:"past_due_at,omitzero"`
	UpdatedAt       int64              `json:"updated_at"`
	LatestPaymentID *string            `json:"latest_payment_id"`
	PayerID         string             `json:"payer_id"`
	Payer           Payer              `json:"payer"`
	PaymentSourceID *string            `json:"payment_source_id"`
	Items           []SubscriptionItem `json:"items"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Subscription) UnmarshalJSON(data []byte) error {
	type fields Subscription
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Subscription) MarshalJSON() ([]byte, error) {
	type fields Subscription
	return resource.Marshal(fields(x), x.Extra)
}

// SubscriptionItem is one plan within a subscription. Times are Unix
// milliseconds.
type SubscriptionItem struct {
	Object         string  `json:"object"`
	ID             string  `json:"id"`
	Status         string  `json:"status"`
	IsFreeTrial    bool    `json:"is_free_trial,omitzero"`
	CreatedAt      int64   `json:"created_at,omitzero"`
	UpdatedAt      int64   `json:"updated_at,omitzero"`
	PeriodStart    int64   `json:"period_start"`
	PeriodEnd      *int64  `json:"period_end"`
	Interval       string  `json:"interval,omitzero"`
	PlanID         *string `json:"plan_id,omitzero"`
	Plan           *Plan   `json:"plan,omitzero"`
	Payer          *Payer  `json:"payer,omitzero"`
	SubscriptionID *string `json:"subscription_id,omitzero"`
	Seats          *Seats  `json:"seats,omitzero"`

	// What follows is in the types of @clerk/backend, and not in Clerk's
	// description.

	Credit            *ProrationCredit `json:"credit,omitzero"`
	PlanPeriod        string           `json:"plan_period,omitzero"`
	ProrationDate     string           `json:"proration_date,omitzero"`
	CanceledAt        *int64           `json:"canceled_at,omitzero"`
	PastDueAt         *int64           `json:"past_due_at,omitzero"`
	Amount            *Money           `json:"amount,omitzero"`
	LifetimePaid      *int64           `json:"lifetime_paid,omitzero"`
	NextPaymentAmount *int64           `json:"next_payment_amount,omitzero"`
	NextPaymentDate   *int64           `json:"next_payment_date,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SubscriptionItem) UnmarshalJSON(data []byte) error {
	type fields SubscriptionItem
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SubscriptionItem) MarshalJSON() ([]byte, error) {
	type fields SubscriptionItem
	return resource.Marshal(fields(x), x.Extra)
}

// Plan is the plan of a SubscriptionItem. Amounts are in the smallest unit of
// the currency.
type Plan struct {
	ID          string      `json:"id"`
	Slug        string      `json:"slug"`
	Name        string      `json:"name"`
	IsRecurring bool        `json:"is_recurring"`
	Amount      int64       `json:"amount"`
	Currency    string      `json:"currency"`
	UnitPrices  []UnitPrice `json:"unit_prices,omitzero"`

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
func (x *Plan) UnmarshalJSON(data []byte) error {
	type fields Plan
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Plan) MarshalJSON() ([]byte, error) {
	type fields Plan
	return resource.Marshal(fields(x), x.Extra)
}

// UnitPrice is what units of one kind cost, such as seats.
type UnitPrice struct {
	Name      string          `json:"name"`
	BlockSize int64           `json:"block_size"`
	Tiers     []UnitPriceTier `json:"tiers"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *UnitPrice) UnmarshalJSON(data []byte) error {
	type fields UnitPrice
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x UnitPrice) MarshalJSON() ([]byte, error) {
	type fields UnitPrice
	return resource.Marshal(fields(x), x.Extra)
}

// UnitPriceTier is the price of a range of units. Amounts are in the smallest
// unit of the currency.
type UnitPriceTier struct {
	StartsAtBlock  int64  `json:"starts_at_block"`
	EndsAfterBlock *int64 `json:"ends_after_block"`
	AmountPerBlock int64  `json:"amount_per_block"`
	Currency       string `json:"currency"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *UnitPriceTier) UnmarshalJSON(data []byte) error {
	type fields UnitPriceTier
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x UnitPriceTier) MarshalJSON() ([]byte, error) {
	type fields UnitPriceTier
	return resource.Marshal(fields(x), x.Extra)
}

// Seats are how many members an item is for.
type Seats struct {
	Quantity *int64 `json:"quantity"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Seats) UnmarshalJSON(data []byte) error {
	type fields Seats
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Seats) MarshalJSON() ([]byte, error) {
	type fields Seats
	return resource.Marshal(fields(x), x.Extra)
}
