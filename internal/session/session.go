// Package session reads what the payload of a session token says about its
// user: the claims of version 1, where an organization has claims of its own,
// and of version 2, where it is one compact claim.
//
// See https://clerk.com/docs/guides/sessions/session-tokens.
package session

import "github.com/clerkfiber/clerkfiber/internal/js"

// Properties is what a session token says, for use in Go. What the token does
// not say is empty.
type Properties struct {
	UserID                string
	SessionID             string
	Status                string // active or pending
	OrgID                 string
	OrgRole               string // org:admin
	OrgSlug               string
	OrgPermissions        []string // org:invoices:create
	Actor                 js.Value
	FactorVerificationAge js.Value // "null" when the token does not say
	Ages                  Ages     // the same, where it is two numbers
	Features, Plans       string   // the claims fea and pla
}

// Ages are the minutes since a user's two factors were verified.
type Ages struct {
	Known   bool
	Minutes [2]int
}

// Raw has the same as @clerk/fastify writes them with JSON.stringify. An empty
// value is a key that is absent there.
type Raw struct {
	SessionID, Status, UserID, OrgID, OrgRole, OrgSlug, OrgPermissions, Actor, FactorVerificationAge js.Value
}

// claims are those of a payload that say something here.
type claims struct {
	sub, sid, act, fva, sts, fea, pla, version, org js.Value
	orgID, orgRole, orgSlug, orgPermissions         js.Value // version 1

	granted  []string // version 2's orgPermissions
	expanded bool     // they are what counts
}

func (c *claims) take(key string, v js.Value) bool {
	switch key {
	case "sub":
		c.sub = v
	case "sid":
		c.sid = v
	case "act":
		c.act = v
	case "fva":
		c.fva = v
	case "sts":
		c.sts = v
	case "fea":
		c.fea = v
	case "pla":
		c.pla = v
	case "v":
		c.version = v
	case "o":
		c.org = v
	case "org_id":
		c.orgID = v
	case "org_role":
		c.orgRole = v
	case "org_slug":
		c.orgSlug = v
	case "org_permissions":
		c.orgPermissions = v
	}
	return true
}

// FromPayload reads a payload. It fails when fea, o.per or o.fpm have a shape
// that says nothing certain about the user's permissions.
func FromPayload(payload js.Value) (Properties, error) {
	c, err := read(payload)
	if err != nil {
		return Properties{}, err
	}
	return c.properties(), nil
}

// RawFromPayload is FromPayload for Raw.
func RawFromPayload(payload js.Value) (Raw, error) {
	c, err := read(payload)
	if err != nil {
		return Raw{}, err
	}
	return c.raw(), nil
}

func read(payload js.Value) (*claims, error) {
	c := new(claims)
	payload.Fields(c.take)
	if n, ok := c.version.Number(); ok && n == 2 {
		if err := c.expand(); err != nil {
			return nil, err
		}
	}
	return c, nil
}

func (c *claims) properties() Properties {
	return Properties{
		UserID:                c.sub.TextOr(""),
		SessionID:             c.sid.TextOr(""),
		Status:                c.sts.TextOr(""),
		OrgID:                 name(c.orgID),
		OrgRole:               c.orgRole.TextOr(""),
		OrgSlug:               c.orgSlug.TextOr(""),
		OrgPermissions:        c.permissions(),
		Actor:                 c.act,
		FactorVerificationAge: orNull(c.fva),
		Ages:                  ages(c.fva),
		Features:              c.fea.TextOr(""),
		Plans:                 c.pla.TextOr(""),
	}
}

func (c *claims) raw() Raw {
	return Raw{
		SessionID:             written(c.sid),
		Status:                written(orNull(c.sts)),
		UserID:                written(c.sub),
		OrgID:                 written(c.orgID),
		OrgRole:               written(c.orgRole),
		OrgSlug:               written(c.orgSlug),
		OrgPermissions:        c.rawPermissions(),
		Actor:                 written(c.act),
		FactorVerificationAge: written(orNull(c.fva)),
	}
}

func (c *claims) permissions() []string {
	switch {
	case !c.expanded:
		return texts(c.orgPermissions)
	case len(c.granted) == 0:
		return nil
	}
	return c.granted
}

func (c *claims) rawPermissions() js.Value {
	if c.expanded {
		return quoted(c.granted)
	}
	return written(c.orgPermissions)
}

// ages reads [minutes, minutes]; anything else is not known.
func ages(fva js.Value) (a Ages) {
	count := 0
	fva.Each(func(item js.Value) bool {
		if n, ok := item.Number(); ok {
			if count < len(a.Minutes) {
				a.Minutes[count] = int(n)
			}
			count++
		}
		return true
	})
	if count != len(a.Minutes) {
		return Ages{}
	}
	a.Known = true
	return a
}

// name keeps an id that is no string from reading as no organization.
func name(v js.Value) string {
	if !v.ToBoolean() {
		return ""
	}
	return v.ToString()
}

func texts(list js.Value) []string {
	items := list.Items()
	if len(items) == 0 {
		return nil
	}
	all := make([]string, 0, len(items))
	for _, item := range items {
		if text, ok := item.Text(); ok {
			all = append(all, text)
		}
	}
	return all
}

func orNull(v js.Value) js.Value {
	if v.IsNullish() {
		return "null"
	}
	return v
}

func written(v js.Value) js.Value {
	if v.IsUndefined() {
		return v
	}
	return js.Value(v.JSON())
}
