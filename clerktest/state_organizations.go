package clerktest

type organization struct {
	id, name, slug      string
	createdBy           string
	public, private     object
	maxMemberships      int
	adminDeleteDisabled bool
	roleSet             string // key
	image               string // URL
	created, updated    int64
}

// membership makes a user a member. Its permissions are its role's, unless a
// test gave it permissions of its own.
type membership struct {
	id, organization, user string
	role                   string // key
	own                    []string
	public, private        object
	created, updated       int64
}

// invitation is one to the instance, or to an organization when it names one.
type invitation struct {
	id, email        string
	organization     string
	ticket           string // of its link
	role, inviter    string
	status           string // pending, accepted, revoked; see statusOf
	redirectURL      string
	public, private  object
	expires          int64
	created, updated int64
}

type organizationDomain struct {
	id, organization, name string
	enrollmentMode         string
	verified               bool
	owned                  bool // its ownership was verified by hand
	created, updated       int64
}

// permission is what a role may allow: org:<feature>:<action>.
type permission struct {
	id, key, name, description string
	system                     bool
	created, updated           int64
}

type role struct {
	id, key, name    string
	description      string
	permissions      []string // keys
	created, updated int64
}

// roleSet is the roles that an organization can choose from.
type roleSet struct {
	id, key, name    string
	description      string
	roles            []string // keys
	defaultRole      string   // key
	creatorRole      string   // key
	initial          bool
	created, updated int64
}

type machine struct {
	id, name, secret string
	formerSecret     string
	formerUntil      int64 // the former secret works until then
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
	lastUsed         int64
	expiration       int64 // milliseconds; 0: never
	created, updated int64
}
