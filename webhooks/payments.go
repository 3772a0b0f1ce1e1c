package webhooks

// PaymentAttempt is an attempt to collect a payment. Times are Unix milliseconds.
type PaymentAttempt struct {
	ID                string          `json:"id"`
	InstanceID        string          `json:"instance_id"`
	PaymentID         string          `json:"payment_id"`
	InvoiceID         string          `json:"invoice_id"`
	StatementID       string          `json:"statement_id"`
	GatewayExternalID string          `json:"gateway_external_id"`
	Status            string          `json:"status"`
	CreatedAt         int64           `json:"created_at"`
	UpdatedAt         int64           `json:"updated_at"`
	PaidAt            *int64          `json:"paid_at"`
	FailedAt          *int64          `json:"failed_at"`
	FailedReason      *PaymentFailure `json:"failed_reason"`
	BillingDate       int64           `json:"billing_date"`
	ChargeType        string          `json:"charge_type"`
	Payee             Payee           `json:"payee"`
	Payer             Payer           `json:"payer"`
	Totals            PaymentTotals   `json:"totals"`
	PaymentSource     PaymentSource   `json:"payment_source"`
	SubscriptionItems []PaidItem      `json:"subscription_items"`
}

// PaymentFailure is why a payment failed, in the words of the payment gateway.
type PaymentFailure struct {
	Code        string `json:"code"`
	DeclineCode string `json:"decline_code"`
}

// Payee is the account that receives a payment.
type Payee struct {
	ID                string `json:"id"`
	GatewayType       string `json:"gateway_type"`
	GatewayExternalID string `json:"gateway_external_id"`
	GatewayStatus     string `json:"gateway_status"`
}

// Payer is the user or the organization that pays. Times are Unix milliseconds.
type Payer struct {
	Object           string `json:"object,omitzero"`
	ID               string `json:"id"`
	UserID           string `json:"user_id"`
	FirstName        string `json:"first_name"`
	LastName         string `json:"last_name"`
	Email            string `json:"email"`
	OrganizationID   string `json:"organization_id"`
	OrganizationName string `json:"organization_name"`
	ImageURL         string `json:"image_url"`
	CreatedAt        int64  `json:"created_at,omitzero"`
	UpdatedAt        int64  `json:"updated_at,omitzero"`
}

// PaymentSource is the means of payment, such as a card.
type PaymentSource struct {
	ID                       string  `json:"id"`
	Gateway                  string  `json:"gateway"`
	GatewayExternalID        string  `json:"gateway_external_id"`
	GatewayExternalAccountID *string `json:"gateway_external_account_id"`
	PaymentMethod            string  `json:"payment_method"`
	Status                   string  `json:"status"`
	CardType                 *string `json:"card_type"`
	Last4                    *string `json:"last4"`
}

// PaymentTotals are the sums of a payment.
type PaymentTotals struct {
	Subtotal      Money       `json:"subtotal"`
	TaxTotal      Money       `json:"tax_total"`
	GrandTotal    Money       `json:"grand_total"`
	PerUnitTotals []UnitTotal `json:"per_unit_totals,omitzero"`
}

// UnitTotal is what the units of one kind cost, such as seats.
type UnitTotal struct {
	Name     string `json:"name,omitzero"`
	Amount   int64  `json:"amount,omitzero"`
	Quantity *int64 `json:"quantity,omitzero"`
	Total    int64  `json:"total,omitzero"`
	Currency string `json:"currency,omitzero"`
}

// Money is an amount in the smallest unit of its currency, such as cents.
type Money struct {
	Amount          int64  `json:"amount"`
	AmountFormatted string `json:"amount_formatted"`
	Currency        string `json:"currency"`
	CurrencySymbol  string `json:"currency_symbol"`
}

// PaidItem is an item of a subscription as a payment has it. Times are Unix milliseconds.
type PaidItem struct {
	ID             string           `json:"id"`
	Object         string           `json:"object"`
	Status         string           `json:"status"`
	CreatedAt      int64            `json:"created_at"`
	UpdatedAt      int64            `json:"updated_at"`
	PeriodStart    int64            `json:"period_start"`
	PeriodEnd      int64            `json:"period_end"`
	Interval       string           `json:"interval"`
	PlanID         *string          `json:"plan_id"`
	Plan           *PaidPlan        `json:"plan"`
	Payer          *Payer           `json:"payer,omitzero"`
	SubscriptionID string           `json:"subscription_id,omitzero"`
	Credit         *ProrationCredit `json:"credit,omitzero"`
	Credits        *Credits         `json:"credits,omitzero"`
}

// PaidPlan is the plan of a PaidItem. Amount is in the smallest unit of the currency.
type PaidPlan struct {
	ID          string `json:"id"`
	Slug        string `json:"slug"`
	Name        string `json:"name"`
	IsRecurring bool   `json:"is_recurring"`
	Amount      int64  `json:"amount"`
	Currency    string `json:"currency"`
}

// Credits are all that lowers a payment.
type Credits struct {
	Proration *ProrationCredit `json:"proration,omitzero"`
	Payer     *PayerCredit     `json:"payer,omitzero"`
	Total     Money            `json:"total"`
}

// ProrationCredit is given for the rest of a period that was paid.
type ProrationCredit struct {
	Amount                Money   `json:"amount"`
	CycleDaysRemaining    int64   `json:"cycle_days_remaining"`
	CycleDaysTotal        int64   `json:"cycle_days_total"`
	CycleRemainingPercent float64 `json:"cycle_remaining_percent"`
}

// PayerCredit is taken from the balance of the payer.
type PayerCredit struct {
	AppliedAmount    Money `json:"applied_amount"`
	RemainingBalance Money `json:"remaining_balance"`
}
