package clerktest

import (
	"cmp"
	"net/http"
	"time"
)

// Billing. Its plans and discounts come from AddPlan and AddDiscount, its
// subscriptions from Subscribe: Clerk has no API to make them. No money moves
// and no period ends by itself.
func (s *Server) billingOperations(route router) {
	route("GET /billing/plans", func(c *call) (any, error) {
		return listed(c, newestFirst(s.state.plans.where(func(p *plan) bool {
			return c.anyOf("payer_type", is(payerType(p.ForOrganizations)))
		})), s.planView), nil
	})
	prices := resource[price]{path: "/billing/prices", kind: "commerce_price", view: s.priceView, create: s.createPrice, list: func(c *call) (any, error) {
		id := c.query.Get("plan_id")
		if id != "" && s.state.plans.get(id) == nil {
			return nil, refuseNotFound("plan", id)
		}
		return listed(c, newestFirst(s.state.prices.where(func(p *price) bool { return c.anyOf("plan_id", is(p.plan)) })), s.priceView), nil
	}}
	prices.serve(route)
	s.subscriptionOperations(route)

	statements := resource[statement]{
		path: "/billing/statements", key: "statementID", kind: "commerce_statement", view: s.statementView,
		find: func(_ *call, id string) *statement { return s.state.statements.get(id) },
		list: func(c *call) (any, error) {
			return listed(c, newestFirst(s.state.statements.all()), s.statementView), nil
		},
	}
	statements.serve(route)
	route("GET /billing/statements/{statementID}/payment_attempts", statements.with(func(c *call, b *statement) (any, error) {
		return listed(c, []*statement{b}, s.paymentView), nil
	}))
	users, organizations := s.users(), s.organizationsResource()
	route("GET /users/{user_id}/billing/subscription", users.with(func(_ *call, u *user) (any, error) { return s.subscriptionView(s.subscriptionOf(u.id)), nil }))
	route("GET /users/{user_id}/billing/credits", users.with(func(_ *call, u *user) (any, error) { return s.balance(u.id), nil }))
	route("POST /users/{user_id}/billing/credits", users.with(func(c *call, u *user) (any, error) { return s.adjustBalance(c, u.id) }))
	route("GET /organizations/{organization_id}/billing/subscription", organizations.with(func(_ *call, o *organization) (any, error) {
		return s.subscriptionView(s.subscriptionOf(o.id)), nil
	}))
	route("GET /organizations/{organization_id}/billing/credits", organizations.with(func(_ *call, o *organization) (any, error) { return s.balance(o.id), nil }))
	route("POST /organizations/{organization_id}/billing/credits", organizations.with(func(c *call, o *organization) (any, error) {
		return s.adjustBalance(c, o.id)
	}))
}

func (s *Server) createPrice(c *call) (*price, error) {
	p := s.state.plans.get(c.text("plan_id"))
	amount, given := c.number("amount")
	annual, _ := c.number("annual_monthly_amount")
	switch {
	case p == nil:
		return nil, refuseNotFound("plan", c.text("plan_id"))
	case amount < 0 || annual < 0:
		return nil, refuseValue("amount", c.text("amount"))
	case c.text("currency") != "" && c.text("currency") != "USD":
		return nil, refuseValue("currency", c.text("currency"))
	}
	made := &price{
		plan: p.id, currency: "USD", amount: amount, annual: annual, description: c.text("description"), periods: c.text("supported_billing_periods"),
	}
	if made.periods == "" {
		made.periods = "month"
		if annual > 0 {
			made.periods = "both"
		}
		if !given {
			made.periods = "annual"
		}
	}
	s.addPrice(made)
	return made, nil
}

func (s *Server) subscriptionOperations(route router) {
	items := resource[subscriptionItem]{
		path: "/billing/subscription_items", key: "subscription_item_id", kind: "commerce_subscription_item", view: s.itemView,
		find: func(_ *call, id string) *subscriptionItem { return s.state.subscriptionItems.get(id) },
		list: s.listItems,
	}
	items.serve(route)
	one := items.path + "/{" + items.key + "}"
	route("DELETE "+one, items.one(s.cancelItem))
	flat := items
	flat.view = s.flatItemView
	route("POST "+one+"/extend_free_trial", flat.one(s.extendFreeTrial))
	route("POST "+one+"/price_transition", items.with(s.changePrice))
	route("POST "+one+"/discounts", items.with(s.applyDiscount))
	route("DELETE "+one+"/discounts/{discount_id}", items.with(func(c *call, i *subscriptionItem) (any, error) {
		r := s.activeRedemption(i)
		if r == nil || r.discount != c.path("discount_id") && r.id != c.path("discount_id") {
			return nil, refuseNotFound("discount", c.path("discount_id"))
		}
		r.status = "removed"
		return s.redemptionView(r), nil
	}))
}

func (s *Server) listItems(c *call) (any, error) {
	found := s.state.subscriptionItems.where(func(i *subscriptionItem) bool {
		p := s.state.plans.get(i.plan)
		if p == nil || p.Amount == 0 && c.query.Get("include_free") != "true" {
			return false
		}
		status := i.status
		if i.freeTrial && i.running(s.milliseconds()) {
			status = "free_trial"
		}
		payer := s.payerView(i.payer)
		name, _ := payer["organization_name"].(string)
		email, _ := payer["email"].(string)
		return c.anyOf("status", func(asked string) bool { return asked == status || asked == i.status }) &&
			c.anyOf("payer_type", is(payerType(p.ForOrganizations))) && c.anyOf("plan_id", is(i.plan)) &&
			c.anyOf("user_id", is(i.payer)) && c.anyOf("organization_id", is(i.payer)) &&
			c.matches("query", i.id, i.payer, name, email, p.Name, p.Slug)
	})
	return listed(c, newestFirst(found), s.itemView), nil
}

func (s *Server) cancelItem(c *call, i *subscriptionItem) error {
	if !i.running(s.milliseconds()) || i.status == "canceled" && c.query.Get("end_now") != "true" {
		return refuseBecause("subscription_item_not_active", "The subscription item is not active.")
	}
	i.status, i.canceled, i.updated = "canceled", s.milliseconds(), s.milliseconds()
	if c.query.Get("end_now") == "true" {
		i.status, i.ended = "ended", s.milliseconds()
	}
	return nil
}

func (s *Server) extendFreeTrial(c *call, i *subscriptionItem) error {
	to, err := time.Parse(time.RFC3339, c.text("extend_to"))
	switch {
	case err != nil:
		return refuseFormat("extend_to", "extend_to must be a datetime.")
	case !i.freeTrial || !i.running(s.milliseconds()):
		return refuseBecause("subscription_item_not_in_free_trial", "The subscription item is not in a free trial.")
	case to.UnixMilli() <= i.end:
		return refuseValue("extend_to", c.text("extend_to"))
	}
	i.end, i.updated = to.UnixMilli(), s.milliseconds()
	return nil
}

// changePrice moves an item to another price at once.
func (s *Server) changePrice(c *call, i *subscriptionItem) (any, error) {
	from, to := s.state.prices.get(c.text("from_price_id")), s.state.prices.get(c.text("to_price_id"))
	switch {
	case from == nil || to == nil:
		return nil, refuseNotFound("price", cmp.Or(c.text("to_price_id"), c.text("from_price_id")))
	case from.id != i.price || !i.running(s.milliseconds()):
		return nil, refuse(http.StatusConflict, "price_transition_conflict", "conflict", "The subscription item is not at this price.", "from_price_id")
	}
	former, next := s.state.plans.get(from.plan), s.state.plans.get(to.plan)
	if former == nil || next == nil || former.ForOrganizations != next.ForOrganizations {
		return nil, refuseValue("to_price_id", to.id)
	}
	i.status, i.ended, i.updated = "ended", s.milliseconds(), s.milliseconds()
	item := s.addItem(i.payer, next, to)
	return object{
		"object": "commerce_price_transition", "subscription_item": s.flatItemView(item),
		"transition": object{
			"previous_plan": s.flatPlanView(former), "previous_price": s.priceView(from), "effective_at": item.start,
			"effective_mode": "immediate", "next_billing_date": item.end, "charged_immediately": item.paid > 0,
			"immediate_charge": money(item.paid), "previous_subscription_item_status": "ended", "previous_subscription_item_id": i.id,
		},
	}, nil
}

func (s *Server) activeRedemption(i *subscriptionItem) *redemption {
	return s.state.redemptions.first(func(r *redemption) bool { return r.item == i.id && r.status == "active" })
}

func (s *Server) applyDiscount(c *call, i *subscriptionItem) (any, error) {
	d, active := s.state.discounts.get(c.text("discount_id")), s.activeRedemption(i)
	switch {
	case d == nil:
		return nil, refuseNotFound("discount", c.text("discount_id"))
	case active != nil && active.discount == d.id:
		return nil, refuse(http.StatusConflict, "discount_already_applied", "conflict", "The discount is applied already.", "discount_id")
	case active != nil:
		active.status = "removed"
	}
	r := &redemption{id: newID("cdred"), item: i.id, discount: d.id, name: d.name, percentOff: d.percentOff, status: "active", redeemed: s.milliseconds()}
	s.state.redemptions.put(r.id, r)
	return s.redemptionView(r), nil
}

func (s *Server) balance(payer string) object {
	return object{"object": "commerce_credit_balance", "balance": money(s.state.balances[payer])}
}

// adjustBalance does the same adjustment once, however often it is asked.
func (s *Server) adjustBalance(c *call, payer string) (any, error) {
	key := payer + " " + c.text("idempotency_key")
	if entry, done := s.state.ledger[key]; done {
		return entry, nil
	}
	amount, _ := c.number("amount")
	if amount <= 0 {
		return nil, refuseValue("amount", c.text("amount"))
	}
	if c.text("action") == "decrease" {
		amount = -amount
	}
	if s.state.balances[payer]+amount < 0 {
		return nil, refuse(http.StatusUnprocessableEntity, "insufficient_credit_balance", "insufficient balance", "The balance is too small.", "amount")
	}
	s.state.balances[payer] += amount
	entry := object{
		"object": "commerce_credit_ledger", "id": newID("ccl"), "payer_id": s.payerView(payer)["id"], "amount": money(amount),
		"source_type": "manual", "source_id": "", "note": nullable(c.text("note")), "created_at": s.now().UTC().Format(time.RFC3339),
	}
	s.state.ledger[key] = entry
	return entry, nil
}
