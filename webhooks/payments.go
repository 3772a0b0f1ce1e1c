package webhooks

import (
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// PaymentAttempt is an attempt to collect a payment. Times are Unix milliseconds.
type PaymentAttempt struct {
	Object            string          `json:"object,omitzero"`
	ID                string          `json:"id"`
	InstanceID        string          `json:"instance_id"`
	PaymentID         string          `json:"payment_id"`
	InvoiceID         string          `json:"invoice_id,omitzero"`
	StatementID       string          `json:"statement_id"`
	GatewayExternalID string          `json:"gateway_external_id"`
	Status            string          `json:"status"`
	CreatedAt         int64           `json:"created_at"`
	UpdatedAt         int64           `json:"updated_at"`
	PaidAt            *int64          `json:"paid_at,omitzero"`
	FailedAt          *int64          `json:"failed_at,omitzero"`
	FailedReason      *PaymentFailure `json:"failed_reason,omitzero"`
	BillingDate       int64           `json:"billing_date"`
	ChargeType        string          `json:"charge_type"`
	Payee             Payee           `json:"payee"`
	Payer             Payer           `json:"payer"`
	Totals            PaymentTotals   `json:"totals"`
	PaymentSource     PaymentSource   `json:"payment_source"`
	SubscriptionItems []PaidItem      `json:"subscription_items"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PaymentAttempt) UnmarshalJSON(data []byte) error {
	type fields PaymentAttempt
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PaymentAttempt) MarshalJSON() ([]byte, error) {
	type fields PaymentAttempt
	return resource.Marshal(fields(x), x.Extra)
}

// PaymentFailure is why a payment failed, in the words of the payment gateway.
type PaymentFailure struct {
	Code        string `json:"code"`
	DeclineCode string `json:"decline_code"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PaymentFailure) UnmarshalJSON(data []byte) error {
	type fields PaymentFailure
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PaymentFailure) MarshalJSON() ([]byte, error) {
	type fields PaymentFailure
	return resource.Marshal(fields(x), x.Extra)
}

// Payee is the account that receives a payment.
type Payee struct {
	ID                string `json:"id"`
	GatewayType       string `json:"gateway_type"`
	GatewayExternalID string `json:"gateway_external_id"`
	GatewayStatus     string `json:"gateway_status"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Payee) UnmarshalJSON(data []byte) error {
	type fields Payee
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Payee) MarshalJSON() ([]byte, error) {
	type fields Payee
	return resource.Marshal(fields(x), x.Extra)
}

// Payer is the user or the organization that pays. Times are Unix milliseconds.
type Payer struct {
	Object           string `json:"object,omitzero"`
	ID               string `json:"id"`
	InstanceID       string `json:"instance_id,omitzero"`
	UserID           string `json:"user_id,omitzero"`
	FirstName        string `json:"first_name,omitzero"`
	LastName         string `json:"last_name,omitzero"`
	Email            string `json:"email"`
	OrganizationID   string `json:"organization_id,omitzero"`
	OrganizationName string `json:"organization_name,omitzero"`
	ImageURL         string `json:"image_url"`
	CreatedAt        int64  `json:"created_at,omitzero"`
	UpdatedAt        int64  `json:"updated_at,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Payer) UnmarshalJSON(data []byte) error {
	type fields Payer
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Payer) MarshalJSON() ([]byte, error) {
	type fields Payer
	return resource.Marshal(fields(x), x.Extra)
}

// PaymentSource is the means of payment, such as a card.
type PaymentSource struct {
	ID                       string  `json:"id"`
	Gateway                  string  `json:"gateway"`
	GatewayExternalID        string  `json:"gateway_external_id"`
	GatewayExternalAccountID *string `json:"gateway_external_account_id,omitzero"`
	PaymentMethod            string  `json:"payment_method"`
	Status                   string  `json:"status"`
	CardType                 *string `json:"card_type,omitzero"`
	Last4                    *string `json:"last4,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PaymentSource) UnmarshalJSON(data []byte) error {
	type fields PaymentSource
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PaymentSource) MarshalJSON() ([]byte, error) {
	type fields PaymentSource
	return resource.Marshal(fields(x), x.Extra)
}

// PaymentTotals are the sums of a payment.
type PaymentTotals struct {
	Subtotal      Money       `json:"subtotal"`
	TaxTotal      Money       `json:"tax_total"`
	GrandTotal    Money       `json:"grand_total"`
	PerUnitTotals []UnitTotal `json:"per_unit_totals,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *PaymentTotals) UnmarshalJSON(data []byte) error {
	type fields PaymentTotals
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x PaymentTotals) MarshalJSON() ([]byte, error) {
	type fields PaymentTotals
	return resource.Marshal(fields(x), x.Extra)
}

// UnitTotal is what the units of one kind cost, such as seats.
type UnitTotal struct {
	Name     string `json:"name,omitzero"`
	Amount   int64  `json:"amount,omitzero"`
	Quantity *int64 `json:"quantity,omitzero"`
	Total    int64  `json:"total,omitzero"`
	Currency string `json:"currency,omitzero"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *UnitTotal) UnmarshalJSON(data []byte) error {
	type fields UnitTotal
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x UnitTotal) MarshalJSON() ([]byte, error) {
	type fields UnitTotal
	return resource.Marshal(fields(x), x.Extra)
}

// Money is an amount in the smallest unit of its currency, such as cents.
type Money struct {
	Amount          int64  `json:"amount"`
	AmountFormatted string `json:"amount_formatted"`
	Currency        string `json:"currency"`
	CurrencySymbol  string `json:"currency_symbol"`

	// Extra is what was sent and the fields cannot say.
	Extra backendapi.Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Money) UnmarshalJSON(data []byte) error {
	type fields Money
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Money) MarshalJSON() ([]byte, error) {
	type fields Money
	return resource.Marshal(fields(x), x.Extra)
}
