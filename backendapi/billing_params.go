package backendapi

// GetBillingPlanListParams are the parameters of [BillingService.GetPlanList].
type GetBillingPlanListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// PayerType is one of user, org.
	PayerType string `query:"payer_type"`
}

// GetBillingPriceListParams are the parameters of
// [BillingService.GetBillingPriceList].
type GetBillingPriceListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64  `query:"offset"`
	PlanID string `query:"plan_id"`
}

// CreateBillingPriceParams are the parameters of
// [BillingService.CreateBillingPrice].
type CreateBillingPriceParams struct {
	PlanID   string           `json:"plan_id"`
	Currency Optional[string] `json:"currency,omitzero"`
	// Amount is the monthly price in the smallest unit of the currency; null:
	// no monthly price.
	Amount *int64 `json:"amount"`
	// AnnualMonthlyAmount is the monthly price when paid by the year.
	AnnualMonthlyAmount     Optional[int64]                               `json:"annual_monthly_amount,omitzero"`
	Description             Optional[string]                              `json:"description,omitzero"`
	SupportedBillingPeriods Optional[BillingPriceSupportedBillingPeriods] `json:"supported_billing_periods,omitzero"`
}

// GetBillingSubscriptionItemListParams are the parameters of
// [BillingService.GetCommerceSubscriptionItemList].
type GetBillingSubscriptionItemListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Status is one of active, ended, past_due, upcoming, free_trial.
	Status string `query:"status"`
	// PayerType is one of user, org.
	PayerType   string         `query:"payer_type"`
	PlanID      string         `query:"plan_id"`
	IncludeFree Optional[bool] `query:"include_free"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
}

// CancelBillingSubscriptionItemParams are the parameters of
// [BillingService.CancelSubscriptionItem].
type CancelBillingSubscriptionItemParams struct {
	// EndNow ends it at once instead of at the end of the paid period.
	EndNow Optional[bool] `query:"end_now"`
}

// ExtendBillingFreeTrialParams are the parameters of
// [BillingService.ExtendSubscriptionItemFreeTrial].
type ExtendBillingFreeTrialParams struct {
	// ExtendTo is RFC 3339 and in the future.
	ExtendTo string `json:"extend_to"`
}

// CreateBillingPriceTransitionParams are the parameters of
// [BillingService.CreateBillingPriceTransition].
type CreateBillingPriceTransitionParams struct {
	FromPriceID string `json:"from_price_id"`
	ToPriceID   string `json:"to_price_id"`
}

// ApplyBillingSubscriptionItemDiscountParams are the parameters of
// [BillingService.ApplyBillingSubscriptionItemDiscount].
type ApplyBillingSubscriptionItemDiscountParams struct {
	DiscountID string `json:"discount_id"`
}

// GetBillingStatementListParams are the parameters of
// [BillingService.GetBillingStatementList].
type GetBillingStatementListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// GetBillingStatementPaymentAttemptsParams are the parameters of
// [BillingService.GetBillingStatementPaymentAttempts].
type GetBillingStatementPaymentAttemptsParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}
