package backendapi

import (
	"context"
	"iter"
)

// BillingService reads and changes plans, prices, subscriptions and statements.
// See https://clerk.com/docs/reference/backend-api.
type BillingService struct{ service }

// GetUserBillingSubscription returns what a user is subscribed to.
func (s *BillingService) GetUserBillingSubscription(ctx context.Context, userID string) (*BillingSubscription, error) {
	return call[BillingSubscription](ctx, s, get("/users/{}/billing/subscription", userID))
}

// GetOrganizationBillingSubscription returns what an organization is subscribed
// to.
func (s *BillingService) GetOrganizationBillingSubscription(ctx context.Context, organizationID string) (*BillingSubscription, error) {
	return call[BillingSubscription](ctx, s, get("/organizations/{}/billing/subscription", organizationID))
}

// GetPlanList returns a page of the plans.
func (s *BillingService) GetPlanList(ctx context.Context, params GetBillingPlanListParams) (*List[BillingPlan], error) {
	return call[List[BillingPlan]](ctx, s, get("/billing/plans").params(params))
}

// AllPlans walks all pages of GetPlanList, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *BillingService) AllPlans(ctx context.Context, params GetBillingPlanListParams) iter.Seq2[*BillingPlan, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BillingPlan], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetPlanList(ctx, page)
	})
}

// GetBillingPriceList returns a page of the prices.
func (s *BillingService) GetBillingPriceList(ctx context.Context, params GetBillingPriceListParams) (*List[BillingPrice], error) {
	return call[List[BillingPrice]](ctx, s, get("/billing/prices").params(params))
}

// AllPrices walks all pages of GetBillingPriceList, from params.Offset on. The
// loop may delete and change what it gets: none is skipped.
func (s *BillingService) AllPrices(ctx context.Context, params GetBillingPriceListParams) iter.Seq2[*BillingPrice, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BillingPrice], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetBillingPriceList(ctx, page)
	})
}

// CreateBillingPrice gives a plan another price.
func (s *BillingService) CreateBillingPrice(ctx context.Context, params CreateBillingPriceParams) (*BillingPrice, error) {
	return call[BillingPrice](ctx, s, post("/billing/prices").json(params))
}

// GetCommerceSubscriptionItemList returns a page of the subscription items.
func (s *BillingService) GetCommerceSubscriptionItemList(ctx context.Context, params GetBillingSubscriptionItemListParams) (*List[BillingSubscriptionItem], error) {
	return call[List[BillingSubscriptionItem]](ctx, s, get("/billing/subscription_items").params(params))
}

// AllSubscriptionItems walks all pages of GetCommerceSubscriptionItemList, from
// params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *BillingService) AllSubscriptionItems(ctx context.Context, params GetBillingSubscriptionItemListParams) iter.Seq2[*BillingSubscriptionItem, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BillingSubscriptionItem], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetCommerceSubscriptionItemList(ctx, page)
	})
}

// CancelSubscriptionItem ends a subscription item, at the end of the paid
// period unless told otherwise.
func (s *BillingService) CancelSubscriptionItem(ctx context.Context, subscriptionItemID string, params CancelBillingSubscriptionItemParams) (*BillingSubscriptionItem, error) {
	return call[BillingSubscriptionItem](ctx, s, del("/billing/subscription_items/{}", subscriptionItemID).params(params))
}

// ExtendSubscriptionItemFreeTrial makes a free trial longer.
func (s *BillingService) ExtendSubscriptionItemFreeTrial(ctx context.Context, subscriptionItemID string, params ExtendBillingFreeTrialParams) (*BillingSubscriptionItem, error) {
	return call[BillingSubscriptionItem](ctx, s, post("/billing/subscription_items/{}/extend_free_trial", subscriptionItemID).json(params))
}

// CreateBillingPriceTransition moves a subscription item to another price of
// its plan.
func (s *BillingService) CreateBillingPriceTransition(ctx context.Context, subscriptionItemID string, params CreateBillingPriceTransitionParams) (*BillingPriceTransition, error) {
	return call[BillingPriceTransition](ctx, s, post("/billing/subscription_items/{}/price_transition", subscriptionItemID).json(params))
}

// ApplyBillingSubscriptionItemDiscount gives a subscription item a discount.
func (s *BillingService) ApplyBillingSubscriptionItemDiscount(ctx context.Context, subscriptionItemID string, params ApplyBillingSubscriptionItemDiscountParams) (*BillingDiscountRedemption, error) {
	return call[BillingDiscountRedemption](ctx, s, post("/billing/subscription_items/{}/discounts", subscriptionItemID).json(params))
}

// RemoveBillingSubscriptionItemDiscount takes a discount from a subscription
// item.
func (s *BillingService) RemoveBillingSubscriptionItemDiscount(ctx context.Context, subscriptionItemID, discountID string) (*BillingDiscountRedemption, error) {
	return call[BillingDiscountRedemption](ctx, s, del("/billing/subscription_items/{}/discounts/{}", subscriptionItemID, discountID))
}

// GetBillingStatementList returns a page of the statements.
func (s *BillingService) GetBillingStatementList(ctx context.Context, params GetBillingStatementListParams) (*List[BillingStatement], error) {
	return call[List[BillingStatement]](ctx, s, get("/billing/statements").params(params))
}

// AllStatements walks all pages of GetBillingStatementList, from params.Offset
// on. The loop may delete and change what it gets: none is skipped.
func (s *BillingService) AllStatements(ctx context.Context, params GetBillingStatementListParams) iter.Seq2[*BillingStatement, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BillingStatement], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetBillingStatementList(ctx, page)
	})
}

// GetBillingStatement returns the statement with the given id.
func (s *BillingService) GetBillingStatement(ctx context.Context, statementID string) (*BillingStatement, error) {
	return call[BillingStatement](ctx, s, get("/billing/statements/{}", statementID))
}

// GetBillingStatementPaymentAttempts returns a page of a statement's payment
// attempts.
func (s *BillingService) GetBillingStatementPaymentAttempts(ctx context.Context, statementID string, params GetBillingStatementPaymentAttemptsParams) (*List[BillingPaymentAttempt], error) {
	return call[List[BillingPaymentAttempt]](ctx, s, get("/billing/statements/{}/payment_attempts", statementID).params(params))
}

// AllStatementPaymentAttempts walks all pages of
// GetBillingStatementPaymentAttempts, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *BillingService) AllStatementPaymentAttempts(ctx context.Context, statementID string, params GetBillingStatementPaymentAttemptsParams) iter.Seq2[*BillingPaymentAttempt, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BillingPaymentAttempt], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetBillingStatementPaymentAttempts(ctx, statementID, page)
	})
}
