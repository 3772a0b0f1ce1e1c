package clerktest

import (
	"fmt"
	"slices"
	"strings"
)

// Plan is one of the instance's billing plans. Clerk's dashboard makes plans,
// no API does; here AddPlan makes them.
type Plan struct {
	// Slug names the plan in tokens and checks: pro. It must be given.
	Slug string
	// Name. Default: the slug.
	Name string
	// Description. Default: none.
	Description string
	// ForOrganizations makes it a plan of organizations. Default: of users.
	ForOrganizations bool
	// Amount is the fee of a month in cents, AnnualAmount that of a month that
	// is paid by the year. Default: free.
	Amount       int64
	AnnualAmount int64
	// FreeTrialDays is how long the plan may be tried. Default: not at all.
	FreeTrialDays int64
	// Default gives the plan to all who have no other.
	Default bool
	// Features are the slugs of what the plan includes.
	Features []string
}

type plan struct {
	id, product string
	Plan
	created int64
}

type price struct {
	id, plan, currency string
	amount, annual     int64
	description        string
	periods            string // month, annual, both
	standard           bool   // the plan's own
	created            int64
}

type discount struct {
	id, name   string
	percentOff float64
}

// subscription is what a payer, a user or an organization, has.
type subscription struct {
	id, payer        string
	created, updated int64
}

type subscriptionItem struct {
	id, payer, plan, price string
	period                 string // month, annual
	status                 string
	freeTrial              bool
	start, end             int64
	canceled, ended        int64
	paid                   int64
	created, updated       int64
}

// redemption is a discount that an item has.
type redemption struct {
	id, item, discount, name string
	percentOff               float64
	status                   string // active, removed
	redeemed                 int64
}

// statement is a bill with its one payment.
type statement struct {
	id, payment, item, payer string
	amount                   int64
	created                  int64
}

// AddPlan adds a billing plan and returns its id. From the first plan on, the
// tokens of those who have one say so: pla has the plans, fea their features.
// With a plan for organizations, a permission counts only when its feature is
// in the organization's plan, as it is with Clerk.
func (s *Server) AddPlan(p Plan) (id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if p.Name == "" {
		p.Name = roleName(p.Slug)
	}
	added := &plan{id: newID("cplan"), product: newID("cprod"), Plan: p, created: s.milliseconds()}
	s.state.plans.put(added.id, added)
	s.addPrice(&price{
		plan: added.id, currency: "USD", amount: p.Amount, annual: p.AnnualAmount, periods: "both", standard: true,
	})
	return added.id
}

func (s *Server) addPrice(p *price) {
	p.id, p.created = newID("cprice"), s.milliseconds()
	s.state.prices.put(p.id, p)
}

// AddDiscount adds a discount in percent and returns its id, which a
// subscription item can be given.
func (s *Server) AddDiscount(name string, percentOff float64) (id string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	d := &discount{id: newID("cdisc"), name: name, percentOff: percentOff}
	s.state.discounts.put(d.id, d)
	return d.id
}

// Subscribe gives a user or an organization a plan, paid by the month or on
// trial, and returns the id of the subscription item. The payer's former plan
// ends. It panics when the plan or the payer is unknown: a mistake in the test.
func (s *Server) Subscribe(payerID, planSlug string) (itemID string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	organization := s.state.organizations.get(payerID) != nil
	p := s.state.plans.first(func(p *plan) bool { return p.Slug == planSlug && p.ForOrganizations == organization })
	if p == nil || !organization && s.state.users.get(payerID) == nil {
		panic(fmt.Sprintf("clerktest: %s cannot have a plan %s: one of them is unknown", payerID, planSlug))
	}
	for _, item := range s.itemsOf(payerID) {
		item.status, item.ended = "ended", s.milliseconds()
	}
	return s.addItem(payerID, p, s.standardPrice(p)).id
}

func (s *Server) standardPrice(p *plan) *price {
	return s.state.prices.first(func(of *price) bool { return of.plan == p.id && of.standard })
}

// addItem begins a period of a plan, with a bill for it.
func (s *Server) addItem(payer string, p *plan, at *price) *subscriptionItem {
	now := s.now()
	item := &subscriptionItem{
		id: newID("csubitem"), payer: payer, plan: p.id, price: at.id, period: "month", status: "active",
		start: now.UnixMilli(), end: now.AddDate(0, 1, 0).UnixMilli(), created: now.UnixMilli(), updated: now.UnixMilli(),
	}
	if p.FreeTrialDays > 0 {
		item.freeTrial, item.end = true, now.AddDate(0, 0, int(p.FreeTrialDays)).UnixMilli()
	}
	s.state.subscriptionItems.put(item.id, item)
	s.subscriptionOf(payer).updated = now.UnixMilli()
	if at.amount > 0 && !item.freeTrial {
		item.paid = at.amount
		bill := &statement{
			id: newID("cstmt"), payment: newID("cpay"), item: item.id, payer: payer, amount: at.amount, created: now.UnixMilli(),
		}
		s.state.statements.put(bill.id, bill)
	}
	return item
}

// subscriptionOf is a payer's subscription, which everybody has.
func (s *Server) subscriptionOf(payer string) *subscription {
	found := s.state.subscriptions.first(func(of *subscription) bool { return of.payer == payer })
	if found == nil {
		now := s.milliseconds()
		found = &subscription{id: newID("csub"), payer: payer, created: now, updated: now}
		s.state.subscriptions.put(found.id, found)
	}
	return found
}

// running reports whether an item counts at a time: one that was canceled does
// until its period ends.
func (i *subscriptionItem) running(now int64) bool {
	return i.ended == 0 && (i.status == "active" || i.status == "canceled" && i.end > now)
}

func (s *Server) itemsOf(payer string) []*subscriptionItem {
	return s.state.subscriptionItems.where(func(i *subscriptionItem) bool {
		return i.payer == payer && i.running(s.milliseconds())
	})
}

// planOf is the plan that a payer has: its own, or the default one; or nil.
func (s *Server) planOf(payer string, organization bool) *plan {
	for _, item := range s.itemsOf(payer) {
		if p := s.state.plans.get(item.plan); p != nil {
			return p
		}
	}
	return s.state.plans.first(func(p *plan) bool { return p.Default && p.ForOrganizations == organization })
}

// fillBilling puts plans and features into a token that says nothing of them.
func (s *Server) fillBilling(p *tokenPlan) {
	if len(s.state.plans.order) == 0 || p.template != "" {
		return
	}
	var plans, features []string
	add := func(scope string, of *plan) {
		plans = append(plans, scope+":"+of.Slug)
		for _, feature := range of.Features {
			if i := slices.Index(features, "u:"+feature); i >= 0 && scope == "o" {
				features[i] = "uo:" + feature
				continue
			}
			features = append(features, scope+":"+feature)
		}
	}
	if of := s.planOf(p.user, false); of != nil {
		add("u", of)
	}
	if p.organization != nil {
		of := s.planOf(p.organization.ID, true)
		if of != nil {
			add("o", of)
		}
		if s.state.plans.first(func(p *plan) bool { return p.ForOrganizations }) != nil {
			p.organization.Permissions = inPlan(p.organization.Permissions, of)
		}
	}
	if p.plans == nil {
		p.plans = plans
	}
	if p.features == nil {
		p.features = features
	}
}

// inPlan are the permissions whose feature is in an organization's plan.
func inPlan(permissions []string, of *plan) []string {
	return slices.DeleteFunc(slices.Clone(permissions), func(permission string) bool {
		feature, _, _ := strings.Cut(strings.TrimPrefix(permission, "org:"), ":")
		return of == nil || !slices.Contains(of.Features, feature)
	})
}
