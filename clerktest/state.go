package clerktest

import "time"

// object is a JSON object.
type object = map[string]any

// state is everything the instance knows. Server.mu guards it; the entities
// are only reached through it.
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
	machines      table[machine]
	machineTokens table[machineToken]

	devBrowsers recent[string]   // dev browser -> client, "" when it has none yet
	nonces      recent[[]string] // handshake nonce -> directives, taken once
	refreshes   recent[string]   // refresh token -> session
}

func newState() state {
	return state{
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

// first is the oldest entity that keep approves of, or nil.
func (t *table[T]) first(keep func(*T) bool) *T {
	for _, id := range t.order {
		if entity := t.byID[id]; keep(entity) {
			return entity
		}
	}
	return nil
}

// user is a person. Times are milliseconds since 1970, as in Clerk's objects.
type user struct {
	id, externalID                string
	username, firstName, lastName string
	password                      string
	emails                        []emailAddress
	primaryEmail                  string // id
	public, private, unsafe       object
	banned, locked                bool
	createOrganizationDisabled    bool
	lastSignIn, lastActive        int64
	legalAccepted                 int64
	created, updated              int64
}

type emailAddress struct {
	id, address      string
	verified         bool
	created, updated int64
}

// browserClient is what Clerk calls a client: one browser with its sessions.
type browserClient struct {
	id               string
	token            string // the value of the __client cookie
	devBrowser       string // in development, the last one that it was seen in
	lastActive       string // session
	signIn, signUp   string // attempts in progress
	created, updated int64  // updated moves on sign-in and sign-out alone: it becomes __client_uat
}

type session struct {
	id, user, client string
	status           string // active, pending, ended, removed, revoked, ...
	organization     string
	actor            string
	created, updated int64
	lastActive       int64
	signedIn         time.Time // what fva counts from
}

func (s *session) live() bool { return s.status == "active" || s.status == "pending" }

type organization struct {
	id, name, slug   string
	createdBy        string
	public, private  object
	maxMemberships   int
	created, updated int64
}

type membership struct {
	id, organization, user string
	role                   string
	permissions            []string
	public, private        object
	created, updated       int64
}

// invitation is one to the instance, or to an organization when it names one.
type invitation struct {
	id, email        string
	organization     string
	role, inviter    string
	status           string
	redirectURL      string
	public, private  object
	created, updated int64
}

type organizationDomain struct {
	id, organization, name string
	enrollmentMode         string
	created, updated       int64
}

type machine struct {
	id, name, secret string
	ttl              int64
	scopes           []string
	created, updated int64
}

// machineToken is an API key, an M2M token or an OAuth access token.
type machineToken struct {
	kind             string // api_key, machine_to_machine_token, clerk_idp_oauth_access_token
	id, secret       string
	name             string
	description      string
	subject          string
	client           string // of an OAuth token
	createdBy        string
	scopes           []string
	audience         []string
	claims           object
	revoked          bool
	revocationReason string
	expiration       int64 // milliseconds; 0: never
	created, updated int64
}

// signInAttempt is a sign-in on its way.
type signInAttempt struct {
	id, identifier, user string
	strategy             string
	status               string
	emailPrepared        bool
	session              string
	created              int64
}

type signUpAttempt struct {
	id, email, password, firstName, lastName, username string
	emailVerified                                      bool
	status, session, user                              string
	unsafe                                             object
	created                                            int64
}
