package backendapi

import (
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// BillingStatement is a bill. Times are Unix milliseconds.
type BillingStatement struct {
	Object     string                  `json:"object"`
	ID         string                  `json:"id"`
	InstanceID string                  `json:"instance_id"`
	Timestamp  int64                   `json:"timestamp"`
	Payer      BillingPayer            `json:"payer"`
	Status     BillingStatementStatus  `json:"status"`
	Totals     BillingStatementTotals  `json:"totals"`
	Groups     []BillingStatementGroup `json:"groups"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingStatement) UnmarshalJSON(data []byte) error {
	type fields BillingStatement
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingStatement) MarshalJSON() ([]byte, error) {
	type fields BillingStatement
	return resource.Marshal(fields(x), x.Extra)
}

// BillingStatementStatus is the state of a bill. Values that are not listed may
// come.
type BillingStatementStatus string

// The values of BillingStatementStatus.
const (
	BillingStatementStatusOpen   BillingStatementStatus = "open"
	BillingStatementStatusClosed BillingStatementStatus = "closed"
)

// BillingStatementGroup are the payments of a bill at one time. Times are Unix
// milliseconds.
type BillingStatementGroup struct {
	Object    string                  `json:"object"`
	Timestamp int64                   `json:"timestamp"`
	Items     []BillingPaymentAttempt `json:"items"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingStatementGroup) UnmarshalJSON(data []byte) error {
	type fields BillingStatementGroup
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingStatementGroup) MarshalJSON() ([]byte, error) {
	type fields BillingStatementGroup
	return resource.Marshal(fields(x), x.Extra)
}

// BillingStatementTotals are the sums of a bill.
type BillingStatementTotals struct {
	GrandTotal BillingMoney `json:"grand_total"`
	Subtotal   BillingMoney `json:"subtotal"`
	BaseFee    BillingMoney `json:"base_fee"`
	TaxTotal   BillingMoney `json:"tax_total"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingStatementTotals) UnmarshalJSON(data []byte) error {
	type fields BillingStatementTotals
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingStatementTotals) MarshalJSON() ([]byte, error) {
	type fields BillingStatementTotals
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPaymentAttempt is one try to charge a payer. Times are Unix
// milliseconds.
type BillingPaymentAttempt struct {
	Object             string                      `json:"object"`
	ID                 string                      `json:"id"`
	PaymentID          string                      `json:"payment_id"`
	InstanceID         string                      `json:"instance_id"`
	ChargeType         string                      `json:"charge_type"`
	PayeeID            string                      `json:"payee_id"`
	Payee              json.RawMessage             `json:"payee"`
	PayerID            string                      `json:"payer_id"`
	Payer              BillingPayer                `json:"payer"`
	SubscriptionItemID *string                     `json:"subscription_item_id,omitzero"`
	SubscriptionItem   json.RawMessage             `json:"subscription_item,omitzero"`
	Amount             BillingMoney                `json:"amount"`
	Totals             Optional[BillingTotals]     `json:"totals,omitzero"`
	PaymentMethodID    string                      `json:"payment_method_id"`
	PaymentMethod      BillingPaymentMethod        `json:"payment_method"`
	StatementID        string                      `json:"statement_id"`
	GatewayExternalID  *string                     `json:"gateway_external_id"`
	GatewayExternalURL *string                     `json:"gateway_external_url"`
	Status             BillingPaymentAttemptStatus `json:"status"`
	PaidAt             *int64                      `json:"paid_at"`
	FailedAt           *int64                      `json:"failed_at"`
	CreatedAt          int64                       `json:"created_at"`
	UpdatedAt          int64                       `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPaymentAttempt) UnmarshalJSON(data []byte) error {
	type fields BillingPaymentAttempt
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPaymentAttempt) MarshalJSON() ([]byte, error) {
	type fields BillingPaymentAttempt
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPaymentAttemptStatus is the result of a payment. Values that are not
// listed may come.
type BillingPaymentAttemptStatus string

// The values of BillingPaymentAttemptStatus.
const (
	BillingPaymentAttemptStatusPending BillingPaymentAttemptStatus = "pending"
	BillingPaymentAttemptStatusPaid    BillingPaymentAttemptStatus = "paid"
	BillingPaymentAttemptStatusFailed  BillingPaymentAttemptStatus = "failed"
)

// BillingCreditBalance is how much credit a payer has.
type BillingCreditBalance struct {
	Object  string        `json:"object"`
	Balance *BillingMoney `json:"balance"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingCreditBalance) UnmarshalJSON(data []byte) error {
	type fields BillingCreditBalance
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingCreditBalance) MarshalJSON() ([]byte, error) {
	type fields BillingCreditBalance
	return resource.Marshal(fields(x), x.Extra)
}

// BillingCreditLedgerEntry is one change of a payer's credit. Times are Unix
// milliseconds.
type BillingCreditLedgerEntry struct {
	Object     string           `json:"object"`
	ID         string           `json:"id"`
	PayerID    string           `json:"payer_id"`
	Amount     BillingMoney     `json:"amount"`
	SourceType string           `json:"source_type"`
	SourceID   string           `json:"source_id"`
	Note       Optional[string] `json:"note,omitzero"`
	CreatedAt  string           `json:"created_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingCreditLedgerEntry) UnmarshalJSON(data []byte) error {
	type fields BillingCreditLedgerEntry
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingCreditLedgerEntry) MarshalJSON() ([]byte, error) {
	type fields BillingCreditLedgerEntry
	return resource.Marshal(fields(x), x.Extra)
}

// BillingDiscountRedemption is a discount in use. Times are Unix milliseconds.
type BillingDiscountRedemption struct {
	Object             string                           `json:"object"`
	ID                 string                           `json:"id"`
	SubscriptionItemID string                           `json:"subscription_item_id"`
	DiscountID         string                           `json:"discount_id"`
	Name               *string                          `json:"name,omitzero"`
	Source             BillingDiscountRedemptionSource  `json:"source"`
	PromoCode          *string                          `json:"promo_code,omitzero"`
	Effect             *BillingDiscountRedemptionEffect `json:"effect,omitzero"`
	// PercentOff is 0 to 100.
	PercentOff      Optional[float64]                `json:"percent_off,omitzero"`
	AmountOff       Optional[BillingMoney]           `json:"amount_off,omitzero"`
	Amount          Optional[BillingMoney]           `json:"amount,omitzero"`
	CyclesRemaining *int64                           `json:"cycles_remaining"`
	CyclesApplied   int64                            `json:"cycles_applied"`
	Status          *BillingDiscountRedemptionStatus `json:"status,omitzero"`
	RedeemedAt      int64                            `json:"redeemed_at"`
	RedeemedBy      *string                          `json:"redeemed_by"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingDiscountRedemption) UnmarshalJSON(data []byte) error {
	type fields BillingDiscountRedemption
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingDiscountRedemption) MarshalJSON() ([]byte, error) {
	type fields BillingDiscountRedemption
	return resource.Marshal(fields(x), x.Extra)
}

// BillingDiscountRedemptionSource is where a discount came from. Values that
// are not listed may come.
type BillingDiscountRedemptionSource string

// The values of BillingDiscountRedemptionSource.
const (
	BillingDiscountRedemptionSourcePromotion BillingDiscountRedemptionSource = "promotion"
	BillingDiscountRedemptionSourceManual    BillingDiscountRedemptionSource = "manual"
	BillingDiscountRedemptionSourcePromoCode BillingDiscountRedemptionSource = "promo_code"
)

// BillingDiscountRedemptionEffect is how a discount is reckoned. Values that
// are not listed may come.
type BillingDiscountRedemptionEffect string

// The values of BillingDiscountRedemptionEffect.
const (
	BillingDiscountRedemptionEffectPercentage  BillingDiscountRedemptionEffect = "percentage"
	BillingDiscountRedemptionEffectFixedAmount BillingDiscountRedemptionEffect = "fixed_amount"
)

// BillingDiscountRedemptionStatus is the state of a discount. Values that are
// not listed may come.
type BillingDiscountRedemptionStatus string

// The values of BillingDiscountRedemptionStatus.
const (
	BillingDiscountRedemptionStatusActive    BillingDiscountRedemptionStatus = "active"
	BillingDiscountRedemptionStatusExhausted BillingDiscountRedemptionStatus = "exhausted"
	BillingDiscountRedemptionStatusRemoved   BillingDiscountRedemptionStatus = "removed"
)
