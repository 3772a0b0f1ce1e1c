package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// BillingTotals are the sums of a charge.
type BillingTotals struct {
	Subtotal      BillingMoney               `json:"subtotal"`
	BaseFee       BillingMoney               `json:"base_fee"`
	TaxTotal      BillingMoney               `json:"tax_total"`
	GrandTotal    BillingMoney               `json:"grand_total"`
	PerUnitTotals []BillingPerUnitTotal      `json:"per_unit_totals,omitzero"`
	Credits       Optional[BillingCredits]   `json:"credits,omitzero"`
	Discounts     Optional[BillingDiscounts] `json:"discounts,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingTotals) UnmarshalJSON(data []byte) error {
	type fields BillingTotals
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingTotals) MarshalJSON() ([]byte, error) {
	type fields BillingTotals
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPerUnitTotal is the sum for one kind of unit.
type BillingPerUnitTotal struct {
	Name      string                    `json:"name"`
	BlockSize int64                     `json:"block_size"`
	Tiers     []BillingPerUnitTotalTier `json:"tiers"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPerUnitTotal) UnmarshalJSON(data []byte) error {
	type fields BillingPerUnitTotal
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPerUnitTotal) MarshalJSON() ([]byte, error) {
	type fields BillingPerUnitTotal
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPerUnitTotalTier is the sum for the units of one range.
type BillingPerUnitTotalTier struct {
	Quantity    Optional[int64] `json:"quantity,omitzero"`
	FeePerBlock BillingMoney    `json:"fee_per_block"`
	Total       BillingMoney    `json:"total"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPerUnitTotalTier) UnmarshalJSON(data []byte) error {
	type fields BillingPerUnitTotalTier
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPerUnitTotalTier) MarshalJSON() ([]byte, error) {
	type fields BillingPerUnitTotalTier
	return resource.Marshal(fields(x), x.Extra)
}

// BillingCredits are what is taken off a charge because it was paid before.
type BillingCredits struct {
	Proration *BillingProrationCredit `json:"proration"`
	Payer     *BillingPayerCredit     `json:"payer"`
	Total     BillingMoney            `json:"total"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingCredits) UnmarshalJSON(data []byte) error {
	type fields BillingCredits
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingCredits) MarshalJSON() ([]byte, error) {
	type fields BillingCredits
	return resource.Marshal(fields(x), x.Extra)
}

// BillingProrationCredit is the credit for the unused part of a period. Days
// are days of the billing cycle.
type BillingProrationCredit struct {
	Amount             BillingMoney `json:"amount"`
	CycleDaysRemaining int64        `json:"cycle_days_remaining"`
	CycleDaysTotal     int64        `json:"cycle_days_total"`
	// CycleRemainingPercent is 0 to 100.
	CycleRemainingPercent float64 `json:"cycle_remaining_percent"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingProrationCredit) UnmarshalJSON(data []byte) error {
	type fields BillingProrationCredit
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingProrationCredit) MarshalJSON() ([]byte, error) {
	type fields BillingProrationCredit
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPayerCredit is the part of a payer's balance that is used.
type BillingPayerCredit struct {
	RemainingBalance BillingMoney `json:"remaining_balance"`
	AppliedAmount    BillingMoney `json:"applied_amount"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPayerCredit) UnmarshalJSON(data []byte) error {
	type fields BillingPayerCredit
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPayerCredit) MarshalJSON() ([]byte, error) {
	type fields BillingPayerCredit
	return resource.Marshal(fields(x), x.Extra)
}

// BillingDiscounts are what is taken off a charge.
type BillingDiscounts struct {
	Proration *BillingProrationDiscount `json:"proration"`
	Total     BillingMoney              `json:"total"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingDiscounts) UnmarshalJSON(data []byte) error {
	type fields BillingDiscounts
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingDiscounts) MarshalJSON() ([]byte, error) {
	type fields BillingDiscounts
	return resource.Marshal(fields(x), x.Extra)
}

// BillingProrationDiscount is what is taken off for the part of a period that
// had passed. Days are days of the billing cycle.
type BillingProrationDiscount struct {
	Amount          BillingMoney `json:"amount"`
	CycleDaysPassed int64        `json:"cycle_days_passed"`
	CycleDaysTotal  int64        `json:"cycle_days_total"`
	// CyclePassedPercent is 0 to 100.
	CyclePassedPercent float64 `json:"cycle_passed_percent"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingProrationDiscount) UnmarshalJSON(data []byte) error {
	type fields BillingProrationDiscount
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingProrationDiscount) MarshalJSON() ([]byte, error) {
	type fields BillingProrationDiscount
	return resource.Marshal(fields(x), x.Extra)
}
