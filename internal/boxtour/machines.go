package boxtour

import (
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func (t *tour) oauthToken(clientID string) string {
	return t.s.OAuthToken(t.user("oauth"), clerktest.ClientID(clientID))
}

func (t *tour) machines() {
	m := must(t.c.Machines.Create(t.ctx, backendapi.CreateMachineParams{Name: "one", DefaultTokenTTL: set[int64](60)}))
	other := must(t.c.Machines.Create(t.ctx, backendapi.CreateMachineParams{Name: "other"}))
	must(t.c.Machines.Get(t.ctx, m.ID))
	t.want("listed", in(must(t.c.Machines.List(t.ctx, backendapi.ListMachinesParams{Query: "one", OrderBy: "name"})), m.ID), true)
	must(t.c.Machines.Update(t.ctx, backendapi.UpdateMachineParams{MachineID: m.ID, Name: set("uno")}))
	must(t.c.Machines.CreateScope(t.ctx, m.ID, other.ID))
	former := must(t.c.Machines.GetSecretKey(t.ctx, m.ID)).Secret
	secret := must(t.c.Machines.RotateSecretKey(t.ctx, backendapi.RotateMachineSecretKeyParams{MachineID: m.ID, PreviousTokenTTL: 60})).Secret

	for _, key := range []string{former, secret} {
		must(t.c.M2M.CreateToken(t.ctx, backendapi.CreateM2MTokenParams{MachineSecretKey: key, TokenFormat: set("jwt")}))
	}
	token := must(t.c.M2M.CreateToken(t.ctx, backendapi.CreateM2MTokenParams{MachineSecretKey: secret, Claims: raw(`{"a":1}`)}))
	t.want("verified", must(t.c.M2M.Verify(t.ctx, backendapi.VerifyM2MTokenParams{Token: *token.Token})).ID, token.ID)
	t.want("listed", in(must(t.c.M2M.List(t.ctx, backendapi.ListM2MTokensParams{Subject: m.ID})), token.ID), true)
	must(t.c.M2M.RevokeToken(t.ctx, backendapi.RevokeM2MTokenParams{M2MTokenID: token.ID, RevocationReason: set("over")}))
	_, err := t.c.M2M.Verify(t.ctx, backendapi.VerifyM2MTokenParams{Token: *token.Token})
	t.refused("revoked", err, 404, "token_invalid")
	must(t.c.Machines.DeleteScope(t.ctx, m.ID, other.ID))
	must(t.c.Machines.Delete(t.ctx, m.ID))
}

func (t *tour) apiKeys() {
	id := t.user("keeper")
	k := must(t.c.APIKeys.Create(t.ctx, backendapi.CreateAPIKeyParams{Name: "deploy", Subject: id, Scopes: []string{"read"}, Claims: raw(`{"a":1}`)}))
	must(t.c.APIKeys.Get(t.ctx, k.ID))
	t.want("listed", in(must(t.c.APIKeys.List(t.ctx, backendapi.ListAPIKeysParams{Subject: id, Query: "dep"})), k.ID), true)
	must(t.c.APIKeys.Update(t.ctx, backendapi.UpdateAPIKeyParams{APIKeyID: k.ID, Description: set("to deploy")}))
	secret := must(t.c.APIKeys.GetSecret(t.ctx, k.ID)).Secret
	t.want("verified", must(t.c.APIKeys.Verify(t.ctx, secret)).ID, k.ID)
	t.want("revoked", must(t.c.APIKeys.Revoke(t.ctx, backendapi.RevokeAPIKeyParams{APIKeyID: k.ID})).Revoked, true)
	must(t.c.APIKeys.Delete(t.ctx, k.ID))
	_, err := t.c.APIKeys.Get(t.ctx, k.ID)
	t.refused("deleted", err, 404, "resource_not_found")

	link := must(t.c.AdminPortalLinkTokens.CreateAdminPortalLinkToken(t.ctx, backendapi.CreateAdminPortalLinkTokenParams{Scopes: []string{"sso"}}))
	must(t.c.AdminPortalLinkTokens.RevokeAdminPortalLinkToken(t.ctx, link.ID, backendapi.RevokeAdminPortalLinkTokenParams{}))
}

func (t *tour) billing() {
	id := t.user("payer")
	org := t.s.CreateOrganization("Payers", id).ID
	t.s.AddPlan(clerktest.Plan{Slug: "team", ForOrganizations: true, Amount: 2500, Features: []string{"reports"}})
	plan := t.s.AddPlan(clerktest.Plan{Slug: "pro", Amount: 1000, AnnualAmount: 800, Features: []string{"beta"}})
	t.s.AddPlan(clerktest.Plan{Slug: "trial", Amount: 1000, FreeTrialDays: 14})
	b := t.c.Billing
	t.want("plans", must(b.GetPlanList(t.ctx, backendapi.GetBillingPlanListParams{PayerType: "user"})).TotalCount, 2)
	t.s.Subscribe(org, "team")
	must(b.GetOrganizationBillingSubscription(t.ctx, org))
	item := t.s.Subscribe(id, "pro")
	t.want("a subscription", must(b.GetUserBillingSubscription(t.ctx, id)).SubscriptionItems[0].ID, item)
	t.want("listed", in(must(b.GetCommerceSubscriptionItemList(t.ctx, backendapi.GetBillingSubscriptionItemListParams{PlanID: plan, Status: "active"})), item), true)
	t.bills(item, plan)
	must(b.CancelSubscriptionItem(t.ctx, t.s.Subscribe(id, "pro"), backendapi.CancelBillingSubscriptionItemParams{EndNow: set(true)}))
	trial := t.s.Subscribe(id, "trial")
	must(b.ExtendSubscriptionItemFreeTrial(t.ctx, trial, backendapi.ExtendBillingFreeTrialParams{ExtendTo: time.Now().AddDate(0, 1, 0).UTC().Format(time.RFC3339)}))

	credit := backendapi.AdjustCreditBalanceParams{Amount: 500, Action: "increase", IdempotencyKey: "once", Note: set("sorry")}
	must(t.c.Users.AdjustUserBillingCreditBalance(t.ctx, id, credit))
	must(t.c.Users.AdjustUserBillingCreditBalance(t.ctx, id, credit))
	t.want("credit", must(t.c.Users.GetUserBillingCreditBalance(t.ctx, id)).Balance.Amount, 500)
	must(t.c.Organizations.AdjustOrganizationBillingCreditBalance(t.ctx, org, credit))
	must(t.c.Organizations.GetOrganizationBillingCreditBalance(t.ctx, org))
}

// bills goes through an item's prices, discounts and statements.
func (t *tour) bills(item, plan string) {
	b := t.c.Billing
	prices := must(b.GetBillingPriceList(t.ctx, backendapi.GetBillingPriceListParams{PlanID: plan}))
	amount := int64(700)
	price := must(b.CreateBillingPrice(t.ctx, backendapi.CreateBillingPriceParams{PlanID: plan, Amount: &amount, Description: set("for friends")}))
	discount := t.s.AddDiscount("Friends", 20)
	must(b.ApplyBillingSubscriptionItemDiscount(t.ctx, item, backendapi.ApplyBillingSubscriptionItemDiscountParams{DiscountID: discount}))
	_, err := b.ApplyBillingSubscriptionItemDiscount(t.ctx, item, backendapi.ApplyBillingSubscriptionItemDiscountParams{DiscountID: discount})
	t.refused("twice", err, 409, "discount_already_applied")
	must(b.RemoveBillingSubscriptionItemDiscount(t.ctx, item, discount))
	moved := must(b.CreateBillingPriceTransition(t.ctx, item, backendapi.CreateBillingPriceTransitionParams{FromPriceID: prices.Data[0].ID, ToPriceID: price.ID}))
	t.want("moved", moved.Transition.PreviousSubscriptionItemID, item)
	statements := must(b.GetBillingStatementList(t.ctx, backendapi.GetBillingStatementListParams{}))
	must(b.GetBillingStatement(t.ctx, statements.Data[0].ID))
	must(b.GetBillingStatementPaymentAttempts(t.ctx, statements.Data[0].ID, backendapi.GetBillingStatementPaymentAttemptsParams{}))
}
