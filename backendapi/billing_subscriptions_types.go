package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// BillingSubscription is what a payer is subscribed to. Times are Unix
// milliseconds.
type BillingSubscription struct {
	Object               string                          `json:"object"`
	ID                   string                          `json:"id"`
	InstanceID           string                          `json:"instance_id"`
	Status               BillingSubscriptionStatus       `json:"status"`
	PayerID              string                          `json:"payer_id"`
	CreatedAt            int64                           `json:"created_at"`
	UpdatedAt            int64                           `json:"updated_at"`
	ActiveAt             *int64                          `json:"active_at"`
	PastDueAt            *int64                          `json:"past_due_at"`
	SubscriptionItems    []BillingSubscriptionItem       `json:"subscription_items"`
	NextPayment          *BillingSubscriptionNextPayment `json:"next_payment,omitzero"`
	EligibleForFreeTrial *bool                           `json:"eligible_for_free_trial,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingSubscription) UnmarshalJSON(data []byte) error {
	type fields BillingSubscription
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingSubscription) MarshalJSON() ([]byte, error) {
	type fields BillingSubscription
	return resource.Marshal(fields(x), x.Extra)
}

// BillingSubscriptionStatus is the state of a subscription. Values that are not
// listed may come.
type BillingSubscriptionStatus string

// The values of BillingSubscriptionStatus.
const (
	BillingSubscriptionStatusActive     BillingSubscriptionStatus = "active"
	BillingSubscriptionStatusPastDue    BillingSubscriptionStatus = "past_due"
	BillingSubscriptionStatusCanceled   BillingSubscriptionStatus = "canceled"
	BillingSubscriptionStatusEnded      BillingSubscriptionStatus = "ended"
	BillingSubscriptionStatusAbandoned  BillingSubscriptionStatus = "abandoned"
	BillingSubscriptionStatusIncomplete BillingSubscriptionStatus = "incomplete"
)

// BillingSubscriptionNextPayment is the next charge for a subscription. Times
// are Unix milliseconds.
type BillingSubscriptionNextPayment struct {
	Date          int64                   `json:"date"`
	Amount        BillingMoney            `json:"amount"`
	PerUnitTotals []BillingPerUnitTotal   `json:"per_unit_totals,omitzero"`
	Totals        Optional[BillingTotals] `json:"totals,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingSubscriptionNextPayment) UnmarshalJSON(data []byte) error {
	type fields BillingSubscriptionNextPayment
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingSubscriptionNextPayment) MarshalJSON() ([]byte, error) {
	type fields BillingSubscriptionNextPayment
	return resource.Marshal(fields(x), x.Extra)
}

// BillingSubscriptionItem is one plan within a subscription. Times are Unix
// milliseconds.
type BillingSubscriptionItem struct {
	Object          string                                       `json:"object"`
	ID              string                                       `json:"id"`
	InstanceID      string                                       `json:"instance_id"`
	Status          BillingSubscriptionItemStatus                `json:"status"`
	Credit          Optional[BillingSubscriptionCredit]          `json:"credit,omitzero"`
	Credits         Optional[BillingCredits]                     `json:"credits,omitzero"`
	PlanID          *string                                      `json:"plan_id"`
	PriceID         *string                                      `json:"price_id,omitzero"`
	Plan            Optional[BillingPlan]                        `json:"plan,omitzero"`
	PlanPeriod      BillingSubscriptionItemPlanPeriod            `json:"plan_period"`
	PaymentMethod   *BillingPaymentMethod                        `json:"payment_method,omitzero"`
	LifetimePaid    Optional[BillingMoney]                       `json:"lifetime_paid,omitzero"`
	NextPayment     Optional[BillingSubscriptionItemNextPayment] `json:"next_payment,omitzero"`
	PayerID         string                                       `json:"payer_id"`
	Payer           Optional[BillingPayer]                       `json:"payer,omitzero"`
	IsFreeTrial     bool                                         `json:"is_free_trial"`
	PeriodStart     Optional[int64]                              `json:"period_start,omitzero"`
	PeriodEnd       Optional[int64]                              `json:"period_end,omitzero"`
	ProrationDate   *string                                      `json:"proration_date,omitzero"`
	CanceledAt      Optional[int64]                              `json:"canceled_at,omitzero"`
	PastDueAt       Optional[int64]                              `json:"past_due_at,omitzero"`
	EndedAt         Optional[int64]                              `json:"ended_at,omitzero"`
	CreatedAt       *int64                                       `json:"created_at,omitzero"`
	UpdatedAt       *int64                                       `json:"updated_at,omitzero"`
	Seats           Optional[BillingSubscriptionItemSeats]       `json:"seats,omitzero"`
	Totals          Optional[BillingTotals]                      `json:"totals,omitzero"`
	PaymentSourceID *string                                      `json:"payment_source_id,omitzero"`
	PaymentSource   Optional[BillingPaymentMethod]               `json:"payment_source,omitzero"`
	Amount          Optional[BillingMoney]                       `json:"amount,omitzero"`
	NextInvoice     Optional[BillingSubscriptionItemNextPayment] `json:"next_invoice,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingSubscriptionItem) UnmarshalJSON(data []byte) error {
	type fields BillingSubscriptionItem
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingSubscriptionItem) MarshalJSON() ([]byte, error) {
	type fields BillingSubscriptionItem
	return resource.Marshal(fields(x), x.Extra)
}

// BillingSubscriptionItemStatus is the state of an item. Values that are not
// listed may come.
type BillingSubscriptionItemStatus string

// The values of BillingSubscriptionItemStatus.
const (
	BillingSubscriptionItemStatusActive     BillingSubscriptionItemStatus = "active"
	BillingSubscriptionItemStatusCanceled   BillingSubscriptionItemStatus = "canceled"
	BillingSubscriptionItemStatusExpired    BillingSubscriptionItemStatus = "expired"
	BillingSubscriptionItemStatusEnded      BillingSubscriptionItemStatus = "ended"
	BillingSubscriptionItemStatusPastDue    BillingSubscriptionItemStatus = "past_due"
	BillingSubscriptionItemStatusUpcoming   BillingSubscriptionItemStatus = "upcoming"
	BillingSubscriptionItemStatusIncomplete BillingSubscriptionItemStatus = "incomplete"
	BillingSubscriptionItemStatusAbandoned  BillingSubscriptionItemStatus = "abandoned"
)

// BillingSubscriptionItemPlanPeriod is how often an item is paid. Values that
// are not listed may come.
type BillingSubscriptionItemPlanPeriod string

// The values of BillingSubscriptionItemPlanPeriod.
const (
	BillingSubscriptionItemPlanPeriodMonth  BillingSubscriptionItemPlanPeriod = "month"
	BillingSubscriptionItemPlanPeriodAnnual BillingSubscriptionItemPlanPeriod = "annual"
)

// BillingSubscriptionItemNextPayment is the next charge for an item. Times are
// Unix milliseconds.
type BillingSubscriptionItemNextPayment struct {
	Amount        Optional[BillingMoney]  `json:"amount,omitzero"`
	Date          Optional[int64]         `json:"date,omitzero"`
	PerUnitTotals []BillingPerUnitTotal   `json:"per_unit_totals,omitzero"`
	Totals        Optional[BillingTotals] `json:"totals,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingSubscriptionItemNextPayment) UnmarshalJSON(data []byte) error {
	type fields BillingSubscriptionItemNextPayment
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingSubscriptionItemNextPayment) MarshalJSON() ([]byte, error) {
	type fields BillingSubscriptionItemNextPayment
	return resource.Marshal(fields(x), x.Extra)
}

// BillingSubscriptionItemSeats is the number of seats paid for.
type BillingSubscriptionItemSeats struct {
	Quantity *int64                    `json:"quantity"`
	Tiers    []BillingPerUnitTotalTier `json:"tiers,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingSubscriptionItemSeats) UnmarshalJSON(data []byte) error {
	type fields BillingSubscriptionItemSeats
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingSubscriptionItemSeats) MarshalJSON() ([]byte, error) {
	type fields BillingSubscriptionItemSeats
	return resource.Marshal(fields(x), x.Extra)
}

// BillingSubscriptionCredit is what remains of a period that was paid for and
// left early.
type BillingSubscriptionCredit struct {
	Amount Optional[BillingMoney] `json:"amount,omitzero"`
	// CycleRemainingPercent is 0 to 100.
	CycleRemainingPercent *float64 `json:"cycle_remaining_percent,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingSubscriptionCredit) UnmarshalJSON(data []byte) error {
	type fields BillingSubscriptionCredit
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingSubscriptionCredit) MarshalJSON() ([]byte, error) {
	type fields BillingSubscriptionCredit
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPayer is the user or the organization that pays. Times are Unix
// milliseconds.
type BillingPayer struct {
	Object           string           `json:"object"`
	ID               string           `json:"id"`
	InstanceID       string           `json:"instance_id"`
	UserID           Optional[string] `json:"user_id,omitzero"`
	FirstName        Optional[string] `json:"first_name,omitzero"`
	LastName         Optional[string] `json:"last_name,omitzero"`
	Email            Optional[string] `json:"email,omitzero"`
	OrganizationID   Optional[string] `json:"organization_id,omitzero"`
	OrganizationName Optional[string] `json:"organization_name,omitzero"`
	ImageURL         *string          `json:"image_url,omitzero"`
	CreditsBalance   *BillingMoney    `json:"credits_balance,omitzero"`
	CreatedAt        *int64           `json:"created_at,omitzero"`
	UpdatedAt        *int64           `json:"updated_at,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPayer) UnmarshalJSON(data []byte) error {
	type fields BillingPayer
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPayer) MarshalJSON() ([]byte, error) {
	type fields BillingPayer
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPaymentMethod is how a payer pays. Times are Unix milliseconds.
type BillingPaymentMethod struct {
	Object                   string                             `json:"object"`
	ID                       string                             `json:"id"`
	PayerID                  string                             `json:"payer_id"`
	PaymentType              *BillingPaymentMethodPaymentType   `json:"payment_type,omitzero"`
	IsDefault                Optional[bool]                     `json:"is_default,omitzero"`
	Gateway                  string                             `json:"gateway"`
	GatewayExternalID        string                             `json:"gateway_external_id"`
	GatewayExternalAccountID Optional[string]                   `json:"gateway_external_account_id,omitzero"`
	Last4                    *string                            `json:"last4"`
	Status                   BillingPaymentMethodStatus         `json:"status"`
	WalletType               Optional[string]                   `json:"wallet_type,omitzero"`
	CardType                 *string                            `json:"card_type"`
	ExpiryYear               Optional[int64]                    `json:"expiry_year,omitzero"`
	ExpiryMonth              Optional[int64]                    `json:"expiry_month,omitzero"`
	CreatedAt                *int64                             `json:"created_at,omitzero"`
	UpdatedAt                *int64                             `json:"updated_at,omitzero"`
	IsRemovable              Optional[bool]                     `json:"is_removable,omitzero"`
	PaymentMethod            *BillingPaymentMethodPaymentMethod `json:"payment_method,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BillingPaymentMethod) UnmarshalJSON(data []byte) error {
	type fields BillingPaymentMethod
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BillingPaymentMethod) MarshalJSON() ([]byte, error) {
	type fields BillingPaymentMethod
	return resource.Marshal(fields(x), x.Extra)
}

// BillingPaymentMethodPaymentType is a kind of payment. Values that are not
// listed may come.
type BillingPaymentMethodPaymentType string

// The values of BillingPaymentMethodPaymentType.
const (
	BillingPaymentMethodPaymentTypeCard         BillingPaymentMethodPaymentType = "card"
	BillingPaymentMethodPaymentTypeLink         BillingPaymentMethodPaymentType = "link"
	BillingPaymentMethodPaymentTypePayerCredits BillingPaymentMethodPaymentType = "payer-credits"
)

// BillingPaymentMethodStatus is the state of a payment method. Values that are
// not listed may come.
type BillingPaymentMethodStatus string

// The values of BillingPaymentMethodStatus.
const (
	BillingPaymentMethodStatusActive       BillingPaymentMethodStatus = "active"
	BillingPaymentMethodStatusDisconnected BillingPaymentMethodStatus = "disconnected"
)

// BillingPaymentMethodPaymentMethod is a means of payment. Values that are not
// listed may come.
type BillingPaymentMethodPaymentMethod string

// The values of BillingPaymentMethodPaymentMethod.
const (
	BillingPaymentMethodPaymentMethodCard      BillingPaymentMethodPaymentMethod = "card"
	BillingPaymentMethodPaymentMethodApplePay  BillingPaymentMethodPaymentMethod = "apple_pay"
	BillingPaymentMethodPaymentMethodGooglePay BillingPaymentMethodPaymentMethod = "google_pay"
)
