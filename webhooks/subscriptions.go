package webhooks

// Subscription is a subscription of a user or an organization. Times are Unix milliseconds.
type Subscription struct {
	Object          string             `json:"object"`
	ID              string             `json:"id"`
	Status          string             `json:"status"`
	ActiveAt        *int64             `json:"active_at"`
	CanceledAt      *int64             `json:"canceled_at"`
	CreatedAt       int64              `json:"created_at"`
	EndedAt         *int64             `json:"ended_at"`
	PastDueAt       *int64             `json:"past_due_at"`
	UpdatedAt       int64              `json:"updated_at"`
	LatestPaymentID *string            `json:"latest_payment_id"`
	PayerID         string             `json:"payer_id"`
	Payer           Payer              `json:"payer"`
	PaymentSourceID *string            `json:"payment_source_id"`
	Items           []SubscriptionItem `json:"items"`
}

// SubscriptionItem is one plan within a subscription. Times are Unix milliseconds.
type SubscriptionItem struct {
	Object         string  `json:"object"`
	ID             string  `json:"id"`
	Status         string  `json:"status"`
	IsFreeTrial    bool    `json:"is_free_trial"`
	CreatedAt      int64   `json:"created_at"`
	UpdatedAt      int64   `json:"updated_at"`
	PeriodStart    int64   `json:"period_start"`
	PeriodEnd      *int64  `json:"period_end"`
	Interval       string  `json:"interval"`
	PlanID         *string `json:"plan_id"`
	Plan           *Plan   `json:"plan"`
	Payer          *Payer  `json:"payer,omitzero"`
	SubscriptionID *string `json:"subscription_id"`
	Seats          *Seats  `json:"seats,omitzero"`
}

// Plan is the plan of a SubscriptionItem. Amount is in the smallest unit of the currency.
type Plan struct {
	ID          string      `json:"id"`
	Slug        string      `json:"slug"`
	Name        string      `json:"name"`
	IsRecurring bool        `json:"is_recurring"`
	Amount      int64       `json:"amount"`
	Currency    string      `json:"currency"`
	UnitPrices  []UnitPrice `json:"unit_prices,omitzero"`
}

// UnitPrice is what units of one kind cost, such as seats.
type UnitPrice struct {
	Name      string          `json:"name"`
	BlockSize int64           `json:"block_size"`
	Tiers     []UnitPriceTier `json:"tiers"`
}

// UnitPriceTier is the price of a range of units. Amounts are in the smallest unit of the currency.
type UnitPriceTier struct {
	StartsAtBlock  int64  `json:"starts_at_block"`
	EndsAfterBlock *int64 `json:"ends_after_block"`
	AmountPerBlock int64  `json:"amount_per_block"`
	Currency       string `json:"currency"`
}

// Seats are how many members an item is for.
type Seats struct {
	Quantity *int64 `json:"quantity"`
}
