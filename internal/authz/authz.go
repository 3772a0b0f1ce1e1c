// Package authz answers Clerk's has(): may this user do that? Roles and
// permissions of the active organization, features and plans of the
// subscription, and how long ago the user proved who they are.
//
// See https://clerk.com/docs/guides/secure/authorization-checks and
// https://clerk.com/docs/guides/secure/reverification.
package authz

import (
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/session"
)

// Subject is what a verified session token says about its user.
type Subject struct {
	UserID                string
	OrgID                 string
	OrgRole               string
	OrgPermissions        []string
	FactorVerificationAge js.Value // [minutes since the first factor, since the second], -1: not enrolled
	Features              string   // the claim fea, e.g. "o:reports,u:export"
	Plans                 string   // the claim pla, e.g. "u:free,o:team"
}

// Params is the question. What is empty is not asked; all that is asked must
// hold, and a question that asks nothing is answered no.
type Params struct {
	Role           string // admin or org:admin
	Permission     string // invoices:create or org:invoices:create
	Feature        string // reports, org:reports or user:reports
	Plan           string // team, org:team or user:team
	Reverification *Reverification
}

type verdict int

const (
	skipped verdict = iota // not asked
	passed
	failed
)

func verdictOf(ok bool) verdict {
	if ok {
		return passed
	}
	return failed
}

// Allowed reports whether the subject has all that is asked. What the token does
// not say, or says in a shape that it should not have, is refused.
func Allowed(s Subject, p Params) bool {
	if s.UserID == "" {
		return false
	}
	asked := false
	for _, v := range [...]verdict{organization(s, p), billing(s, p), reverification(s, p)} {
		switch v {
		case skipped:
		case passed:
			asked = true
		default:
			return false
		}
	}
	return asked
}

func organization(s Subject, p Params) verdict {
	if p.Role == "" && p.Permission == "" {
		return skipped
	}
	if s.OrgID == "" {
		return failed
	}
	if p.Role != "" && (s.OrgRole == "" || withOrg(s.OrgRole) != withOrg(p.Role)) {
		return failed
	}
	if p.Permission != "" && !slices.Contains(s.OrgPermissions, withOrg(p.Permission)) {
		return failed
	}
	return passed
}

// withOrg writes a role or a permission with exactly one org: before it.
func withOrg(name string) string {
	for strings.HasPrefix(name, "org:") {
		name = name[len("org:"):]
	}
	return "org:" + name
}

func billing(s Subject, p Params) verdict {
	if p.Feature == "" && p.Plan == "" {
		return skipped
	}
	if p.Feature != "" && !listed(s.Features, p.Feature) {
		return failed
	}
	if p.Plan != "" && !listed(s.Plans, p.Plan) {
		return failed
	}
	return passed
}

// listed reports whether a claim such as "o:reports,u:export" has the wanted
// entry, in the scope that it names or, when it names none, in any.
func listed(claim, wanted string) bool {
	org, user, err := session.SplitByScope(claim)
	if err != nil {
		return false
	}
	parts := strings.Split(wanted, ":")
	if len(parts) == 1 {
		return slices.Contains(org, wanted) || slices.Contains(user, wanted)
	}
	scope, id := parts[0], parts[1]
	if id == "" { // "org:" asks for an entry that is itself called org
		id = scope
	}
	switch scope {
	case "o", "org", "organization":
		return slices.Contains(org, id)
	case "u", "user":
		return slices.Contains(user, id)
	}
	return false
}
