package clerktest

// object is a JSON object.
type object = map[string]any

// state is everything the instance knows. Server.mu guards it; the entities
// are only reached through it. The Backend API and the Frontend API share it.
type state struct {
	users         table[user]
	sessions      table[session]
	clients       table[browserClient]
	signIns       table[signInAttempt]
	signUps       table[signUpAttempt]
	organizations table[organization]
	memberships   table[membership]
	invitations   table[invitation]
	domains       table[organizationDomain]
	permissions   table[permission]
	roles         table[role]
	roleSets      table[roleSet]
	machines      table[machine]
	machineTokens table[machineToken]
	tickets       table[ticket]
	verifications table[verification]

	plans             table[plan]
	prices            table[price]
	discounts         table[discount]
	subscriptions     table[subscription]
	subscriptionItems table[subscriptionItem]
	redemptions       table[redemption]
	statements        table[statement]
	balances          map[string]int64  // credits in cents, by payer
	ledger            map[string]object // credit adjustments, by idempotency key

	allowlist         table[record]
	blocklist         table[record]
	waitlist          table[record]
	instanceDomains   table[record]
	proxyChecks       table[record]
	jwtTemplates      table[record]
	redirectURLs      table[record]
	oauthApplications table[record]
	grants            table[oauthGrant] // by code or refresh token
	samlConnections   table[record]
	connections       table[record] // enterprise connections
	testRuns          table[record] // of enterprise connections
	directories       table[record]
	groupMappings     table[record] // of directories
	messageTemplates  table[record] // e-mail and SMS, those that were changed
	emails            table[record]
	portalTokens      table[record]

	settings settings
	svixApp  bool

	devBrowsers recent[string]   // dev browser -> client, "" when it has none yet
	nonces      recent[[]string] // handshake nonce -> directives, taken once
	refreshes   recent[string]   // refresh token -> session
}

func newState() state {
	return state{
		balances:    map[string]int64{},
		ledger:      map[string]object{},
		devBrowsers: newRecent[string](100_000),
		nonces:      newRecent[[]string](10_000),
		refreshes:   newRecent[string](100_000),
	}
}

// table keeps entities by id, in the order in which they came.
type table[T any] struct {
	byID  map[string]*T
	order []string
}

func (t *table[T]) put(id string, entity *T) {
	if t.byID == nil {
		t.byID = map[string]*T{}
	}
	if _, known := t.byID[id]; !known {
		t.order = append(t.order, id)
	}
	t.byID[id] = entity
}

// get is nil for an unknown id.
func (t *table[T]) get(id string) *T { return t.byID[id] }

func (t *table[T]) remove(id string) {
	if _, known := t.byID[id]; !known {
		return
	}
	delete(t.byID, id)
	for i, other := range t.order {
		if other == id {
			t.order = append(t.order[:i:i], t.order[i+1:]...)
			return
		}
	}
}

// all lists the entities, oldest first.
func (t *table[T]) all() []*T { return t.where(func(*T) bool { return true }) }

// where lists the entities that keep approves of, oldest first.
func (t *table[T]) where(keep func(*T) bool) []*T {
	var list []*T
	for _, id := range t.order {
		if entity := t.byID[id]; keep(entity) {
			list = append(list, entity)
		}
	}
	return list
}

// removeWhere takes out the entities that gone approves of.
func (t *table[T]) removeWhere(gone func(*T) bool) {
	kept := t.order[:0]
	for _, id := range t.order {
		if gone(t.byID[id]) {
			delete(t.byID, id)
			continue
		}
		kept = append(kept, id)
	}
	t.order = kept
}

// first is the oldest entity that keep approves of, or nil.
func (t *table[T]) first(keep func(*T) bool) *T {
	for _, id := range t.order {
		if entity := t.byID[id]; keep(entity) {
			return entity
		}
	}
	return nil
}
