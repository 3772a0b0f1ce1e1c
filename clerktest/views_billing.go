package clerktest

import (
	"fmt"
	"strings"
)

func money(cents int64) object {
	return object{"amount": cents, "amount_formatted": fmt.Sprintf("%d.%02d", cents/100, cents%100), "currency": "USD", "currency_symbol": "$"}
}

func payerType(organizations bool) string {
	if organizations {
		return "org"
	}
	return "user"
}

func (s *Server) planView(p *plan) object {
	view := object{
		"object": "commerce_plan", "id": p.id, "name": p.Name, "fee": money(p.Amount), "annual_monthly_fee": money(p.AnnualAmount),
		"annual_fee": money(12 * p.AnnualAmount), "description": nullable(p.Description), "product_id": p.product, "is_default": p.Default,
		"is_recurring": true, "publicly_visible": true, "has_base_fee": p.Amount > 0, "for_payer_type": payerType(p.ForOrganizations),
		"slug": p.Slug, "avatar_url": nil, "free_trial_enabled": p.FreeTrialDays > 0, "free_trial_days": moment(p.FreeTrialDays),
	}
	features := []object{}
	for _, slug := range p.Features {
		features = append(features, object{
			"object": "feature", "id": "feat_" + hexOf(p.product+slug), "name": roleName(slug), "description": nil, "slug": slug, "avatar_url": nil,
		})
	}
	view["features"] = features
	return view
}

// flatPlanView is the plan as older answers of Clerk have it.
func (s *Server) flatPlanView(p *plan) object {
	view := s.planView(p)
	for field, cents := range map[string]int64{"amount": p.Amount, "annual_monthly_amount": p.AnnualAmount, "annual_amount": 12 * p.AnnualAmount} {
		view[field], view[field+"_formatted"] = cents, money(cents)["amount_formatted"]
	}
	view["currency"], view["currency_symbol"], view["description"], view["avatar_url"] = "USD", "$", p.Description, ""
	view["payer_type"], view["period"], view["interval"] = []string{payerType(p.ForOrganizations)}, "month", 1
	for _, feature := range view["features"].([]object) {
		feature["description"], feature["avatar_url"] = "", ""
	}
	return view
}

func (s *Server) priceView(p *price) object {
	return object{
		"object": "commerce_price", "id": p.id, "plan_id": p.plan, "instance_id": s.instance.id, "currency": p.currency, "currency_symbol": "$",
		"amount": p.amount, "annual_monthly_amount": p.annual, "fee": money(p.amount), "annual_monthly_fee": money(p.annual),
		"description": p.description, "is_default": p.standard, "created_at": p.created, "supported_billing_periods": p.periods,
	}
}

func (s *Server) payerView(payer string) object {
	view := object{
		"object": "commerce_payer", "id": "cpayer_" + hexOf(payer), "instance_id": s.instance.id, "image_url": "",
		"credits_balance": money(s.state.balances[payer]), "first_name": "", "last_name": "", "email": "",
	}
	if u := s.state.users.get(payer); u != nil {
		view["user_id"], view["first_name"], view["last_name"], view["email"] = u.id, u.firstName, u.lastName, u.email()
		view["created_at"], view["updated_at"] = u.created, u.updated
	}
	if o := s.state.organizations.get(payer); o != nil {
		view["organization_id"], view["organization_name"] = o.id, o.name
		view["created_at"], view["updated_at"] = o.created, o.updated
	}
	return view
}

func (s *Server) priceOf(i *subscriptionItem) *price {
	if p := s.state.prices.get(i.price); p != nil {
		return p
	}
	return &price{}
}

// nextPayment is what an item costs next, nil for nothing.
func (s *Server) nextPayment(i *subscriptionItem) any {
	amount := s.priceOf(i).amount
	if amount == 0 || i.status != "active" {
		return nil
	}
	return object{"amount": money(amount), "date": i.end}
}

func (s *Server) itemView(i *subscriptionItem) object {
	view := object{
		"object": "commerce_subscription_item", "id": i.id, "instance_id": s.instance.id, "status": i.status, "plan_id": i.plan,
		"price_id": i.price, "plan": nil, "plan_period": i.period, "lifetime_paid": money(i.paid), "next_payment": s.nextPayment(i),
		"payer_id": s.payerView(i.payer)["id"], "payer": s.payerView(i.payer), "is_free_trial": i.freeTrial, "period_start": i.start,
		"period_end": moment(i.end), "canceled_at": moment(i.canceled), "past_due_at": nil, "ended_at": moment(i.ended),
		"created_at": i.created, "updated_at": i.updated,
	}
	if p := s.state.plans.get(i.plan); p != nil {
		view["plan"] = s.planView(p)
	}
	return view
}

// flatItemView is the item as older answers of Clerk have it.
func (s *Server) flatItemView(i *subscriptionItem) object {
	view := s.itemView(i)
	if p := s.state.plans.get(i.plan); p != nil {
		view["plan"] = s.flatPlanView(p)
	}
	if i.status == "canceled" {
		view["status"] = "active"
	}
	view["payment_source_id"], view["proration_date"], view["amount"] = "", "", money(s.priceOf(i).amount)
	return view
}

func (s *Server) subscriptionView(of *subscription) object {
	items := s.itemsOf(of.payer)
	view := object{
		"object": "commerce_subscription", "id": of.id, "instance_id": s.instance.id, "status": "active",
		"payer_id": s.payerView(of.payer)["id"], "created_at": of.created, "updated_at": of.updated, "active_at": of.created,
		"past_due_at": nil, "subscription_items": views(items, s.itemView), "eligible_for_free_trial": len(items) == 0,
	}
	for _, item := range items {
		if amount := s.priceOf(item).amount; amount > 0 && item.status == "active" {
			view["next_payment"] = object{"date": item.end, "amount": money(amount)}
		}
	}
	return view
}

func (s *Server) redemptionView(r *redemption) object {
	return object{
		"object": "commerce_discount_redemption", "id": r.id, "subscription_item_id": r.item, "discount_id": r.discount, "name": r.name,
		"source": "manual", "effect": "percentage", "percent_off": r.percentOff, "amount_off": nil, "cycles_remaining": nil,
		"cycles_applied": 0, "status": r.status, "redeemed_at": r.redeemed, "redeemed_by": nil,
	}
}

func totals(amount int64) object {
	return object{"grand_total": money(amount), "subtotal": money(amount), "base_fee": money(amount), "tax_total": money(0)}
}

func (s *Server) statementView(b *statement) object {
	return object{
		"object": "commerce_statement", "id": b.id, "instance_id": s.instance.id, "timestamp": b.created, "payer": s.payerView(b.payer),
		"status": "closed", "totals": totals(b.amount),
		"groups": []object{{"object": "commerce_statement_group", "timestamp": b.created, "items": []object{s.paymentView(b)}}},
	}
}

func (s *Server) paymentView(b *statement) object {
	view := object{
		"object": "commerce_payment", "id": "cpaya_" + strings.TrimPrefix(b.payment, "cpay_"), "payment_id": b.payment, "instance_id": s.instance.id,
		"charge_type": "recurring", "payee_id": "cpayee_" + hexOf(s.instance.id), "payee": object{}, "payer": s.payerView(b.payer),
		"payer_id": s.payerView(b.payer)["id"], "subscription_item_id": b.item, "amount": money(b.amount), "totals": totals(b.amount),
		"payment_method_id": "cpm_" + hexOf(b.payer), "statement_id": b.id, "gateway_external_id": nil, "gateway_external_url": nil,
		"status": "paid", "paid_at": b.created, "failed_at": nil, "created_at": b.created, "updated_at": b.created,
	}
	view["payment_method"] = object{
		"object": "commerce_payment_method", "id": view["payment_method_id"], "payer_id": view["payer_id"], "payment_type": "card",
		"gateway": "stripe", "gateway_external_id": "", "gateway_external_account_id": nil, "last4": "4242", "status": "active",
		"card_type": "visa", "is_default": true, "wallet_type": nil, "created_at": b.created, "updated_at": b.created,
	}
	if item := s.state.subscriptionItems.get(b.item); item != nil {
		view["subscription_item"] = s.itemView(item)
	}
	return view
}
