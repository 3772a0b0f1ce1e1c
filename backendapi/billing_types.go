package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// BillingMoney is an amount of money. Amount is in the currency's smallest
// unit, such as cents.
type BillingMoney struct {
	// Amount is in the smallest unit, such as cents.
	Amount          int64  `json:"amount"`
	AmountFormatted string `json:"amount_formatted"`
	Currency        string `json:"currency"`
	CurrencySymbol  string `json:"currency_symbol"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingMoney) UnmarshalJSON(data []byte) error {
	type fields BillingMoney
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingMoney) MarshalJSON() ([]byte, error) {
	type fields BillingMoney
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPlan is what users or organizations subscribe to. Fees are in the
// smallest unit of the currency.
type BillingPlan struct {
	Object           string        `json:"object"`
	ID               string        `json:"id"`
	Name             string        `json:"name"`
	Fee              *BillingMoney `json:"fee"`
	AnnualMonthlyFee *BillingMoney `json:"annual_monthly_fee"`
	AnnualFee        *BillingMoney `json:"annual_fee"`
	Description      *string       `json:"description"`
	// Deprecated: by Clerk.
	ProductID                    string                 `json:"product_id"`
	IsDefault                    bool                   `json:"is_default"`
	IsRecurring                  bool                   `json:"is_recurring"`
	PubliclyVisible              bool                   `json:"publicly_visible"`
	HasBaseFee                   bool                   `json:"has_base_fee"`
	ForPayerType                 string                 `json:"for_payer_type"`
	Slug                         string                 `json:"slug"`
	AvatarURL                    *string                `json:"avatar_url"`
	Features                     []Feature              `json:"features,omitzero"`
	FreeTrialEnabled             *bool                  `json:"free_trial_enabled,omitzero"`
	FreeTrialDays                Optional[int64]        `json:"free_trial_days,omitzero"`
	UnitPrices                   []BillingPlanUnitPrice `json:"unit_prices,omitzero"`
	Amount                       *int64                 `json:"amount,omitzero"`
	AmountFormatted              *string                `json:"amount_formatted,omitzero"`
	AnnualMonthlyAmount          *int64                 `json:"annual_monthly_amount,omitzero"`
	AnnualMonthlyAmountFormatted *string                `json:"annual_monthly_amount_formatted,omitzero"`
	AnnualAmount                 *int64                 `json:"annual_amount,omitzero"`
	AnnualAmountFormatted        *string                `json:"annual_amount_formatted,omitzero"`
	CurrencySymbol               *string                `json:"currency_symbol,omitzero"`
	Currency                     *string                `json:"currency,omitzero"`
	PayerType                    []string               `json:"payer_type,omitzero"`
	Period                       *string                `json:"period,omitzero"`
	Interval                     *int64                 `json:"interval,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPlan) UnmarshalJSON(data []byte) error {
	type fields BillingPlan
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPlan) MarshalJSON() ([]byte, error) {
	type fields BillingPlan
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPlanUnitPrice is what a plan asks for each unit, such as a seat.
type BillingPlanUnitPrice struct {
	Name      string                     `json:"name"`
	BlockSize int64                      `json:"block_size"`
	Tiers     []BillingPlanUnitPriceTier `json:"tiers"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPlanUnitPrice) UnmarshalJSON(data []byte) error {
	type fields BillingPlanUnitPrice
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPlanUnitPrice) MarshalJSON() ([]byte, error) {
	type fields BillingPlanUnitPrice
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPlanUnitPriceTier is the price of a unit within a range of units.
type BillingPlanUnitPriceTier struct {
	StartsAtBlock  int64           `json:"starts_at_block"`
	EndsAfterBlock Optional[int64] `json:"ends_after_block,omitzero"`
	FeePerBlock    BillingMoney    `json:"fee_per_block"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPlanUnitPriceTier) UnmarshalJSON(data []byte) error {
	type fields BillingPlanUnitPriceTier
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPlanUnitPriceTier) MarshalJSON() ([]byte, error) {
	type fields BillingPlanUnitPriceTier
	return resource.Marshal(fields(x), x.Extra)
}

// Feature is something that a plan includes.
type Feature struct {
	Object      string  `json:"object"`
	ID          string  `json:"id"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
	Slug        string  `json:"slug"`
	AvatarURL   *string `json:"avatar_url"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Feature) UnmarshalJSON(data []byte) error {
	type fields Feature
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Feature) MarshalJSON() ([]byte, error) {
	type fields Feature
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPrice is a price of a plan. Amounts are in the smallest unit of the
// currency.
type BillingPrice struct {
	Object                  string                              `json:"object"`
	ID                      string                              `json:"id"`
	PlanID                  string                              `json:"plan_id"`
	InstanceID              string                              `json:"instance_id"`
	Currency                string                              `json:"currency"`
	CurrencySymbol          string                              `json:"currency_symbol"`
	Amount                  int64                               `json:"amount"`
	AnnualMonthlyAmount     int64                               `json:"annual_monthly_amount"`
	Fee                     *BillingMoney                       `json:"fee"`
	AnnualMonthlyFee        *BillingMoney                       `json:"annual_monthly_fee"`
	Description             Optional[string]                    `json:"description,omitzero"`
	IsDefault               bool                                `json:"is_default"`
	CreatedAt               int64                               `json:"created_at"`
	SupportedBillingPeriods BillingPriceSupportedBillingPeriods `json:"supported_billing_periods"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPrice) UnmarshalJSON(data []byte) error {
	type fields BillingPrice
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPrice) MarshalJSON() ([]byte, error) {
	type fields BillingPrice
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPriceSupportedBillingPeriods is how often a price can be paid. Values
// that are not listed may come.
type BillingPriceSupportedBillingPeriods string

// The values of BillingPriceSupportedBillingPeriods.
const (
	BillingPriceSupportedBillingPeriodsMonth  BillingPriceSupportedBillingPeriods = "month"
	BillingPriceSupportedBillingPeriodsAnnual BillingPriceSupportedBillingPeriods = "annual"
	BillingPriceSupportedBillingPeriodsBoth   BillingPriceSupportedBillingPeriods = "both"
)

// BillingPriceTransition is the answer to moving a subscription to another
// price.
type BillingPriceTransition struct {
	Object           string                        `json:"object"`
	SubscriptionItem BillingSubscriptionItem       `json:"subscription_item"`
	Transition       BillingPriceTransitionDetails `json:"transition"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPriceTransition) UnmarshalJSON(data []byte) error {
	type fields BillingPriceTransition
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPriceTransition) MarshalJSON() ([]byte, error) {
	type fields BillingPriceTransition
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPriceTransitionDetails say what moves to another price, and when.
// Times are Unix milliseconds.
type BillingPriceTransitionDetails struct {
	PreviousPlan                   BillingPlan                                                 `json:"previous_plan"`
	PreviousPrice                  BillingPrice                                                `json:"previous_price"`
	EffectiveAt                    int64                                                       `json:"effective_at"`
	EffectiveMode                  BillingPriceTransitionDetailsEffectiveMode                  `json:"effective_mode"`
	NextBillingDate                Optional[int64]                                             `json:"next_billing_date,omitzero"`
	ChargedImmediately             bool                                                        `json:"charged_immediately"`
	ImmediateCharge                Optional[BillingMoney]                                      `json:"immediate_charge,omitzero"`
	PreviousSubscriptionItemStatus BillingPriceTransitionDetailsPreviousSubscriptionItemStatus `json:"previous_subscription_item_status"`
	PreviousSubscriptionItemID     string                                                      `json:"previous_subscription_item_id"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPriceTransitionDetails) UnmarshalJSON(data []byte) error {
	type fields BillingPriceTransitionDetails
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPriceTransitionDetails) MarshalJSON() ([]byte, error) {
	type fields BillingPriceTransitionDetails
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPriceTransitionDetailsEffectiveMode is when a transition takes effect.
// Values that are not listed may come.
type BillingPriceTransitionDetailsEffectiveMode string

// The values of BillingPriceTransitionDetailsEffectiveMode.
const (
	BillingPriceTransitionDetailsEffectiveModeImmediate   BillingPriceTransitionDetailsEffectiveMode = "immediate"
	BillingPriceTransitionDetailsEffectiveModeEndOfPeriod BillingPriceTransitionDetailsEffectiveMode = "end_of_period"
)

// BillingPriceTransitionDetailsPreviousSubscriptionItemStatus is what becomes
// of the former item. Values that are not listed may come.
type BillingPriceTransitionDetailsPreviousSubscriptionItemStatus string

// The values of BillingPriceTransitionDetailsPreviousSubscriptionItemStatus.
const (
	BillingPriceTransitionDetailsPreviousSubscriptionItemStatusCanceled  BillingPriceTransitionDetailsPreviousSubscriptionItemStatus = "canceled"
	BillingPriceTransitionDetailsPreviousSubscriptionItemStatusEnded     BillingPriceTransitionDetailsPreviousSubscriptionItemStatus = "ended"
	BillingPriceTransitionDetailsPreviousSubscriptionItemStatusAbandoned BillingPriceTransitionDetailsPreviousSubscriptionItemStatus = "abandoned"
)
