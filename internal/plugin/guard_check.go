package plugin

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/authn"
)

var tokenKinds = [...]string{authn.SessionToken, authn.APIKey, authn.M2MToken, authn.OAuthToken}

// checkGuard finds what makes a guard one that nobody passes.
func checkGuard(o *clerkauth.AuthOptions) error {
	faults := faultList{withoutVariables: true}
	checkKinds(o.Accepts, &faults)
	if !o.Accepts.Takes(authn.SessionToken) {
		if len(o.Requires) > 0 {
			faults.add("Requires", "asks for what only a session has, and AcceptsToken takes no session tokens: nobody would pass")
		}
		if o.Redirect {
			faults.add("RedirectToSignIn", "leads to a session, and AcceptsToken takes no session tokens")
		}
	}
	role := ""
	for _, params := range o.Requires {
		checkParams(params, &faults)
		switch named := strings.TrimPrefix(params.Role, "org:"); {
		case named == "":
		case role != "" && role != named:
			faults.add("Requires", "asks for the role %q and for the role %q: a member has one, so nobody would pass", role, named)
		default:
			role = named
		}
	}
	switch len(faults.texts) {
	case 0:
		return nil
	case 1:
		return errors.New("clerkfiber: RequireAuth: wrong guard: " + faults.texts[0])
	}
	return fmt.Errorf("clerkfiber: RequireAuth: wrong guard, %d faults:\n  - %s", len(faults.texts), strings.Join(faults.texts, "\n  - "))
}

func checkKinds(accepts authn.Accepts, faults *faultList) {
	kinds := accepts.Kinds()
	if accepts.List() && len(kinds) == 0 {
		faults.add("AcceptsToken", "names no kind of token; AnyToken takes all")
	}
	for _, kind := range kinds {
		if !slices.Contains(tokenKinds[:], kind) {
			faults.add("AcceptsToken", "%q is no kind of token; there are %s and any", kind, strings.Join(tokenKinds[:], ", "))
		}
	}
}

// checkParams finds questions to which the answer is always no.
func checkParams(p clerkauth.AuthorizationParams, faults *faultList) {
	if p == (clerkauth.AuthorizationParams{}) {
		faults.add("Requires", "asks nothing, which is always answered no; RequireAuth alone asks for somebody")
		return
	}
	for _, q := range [...]struct{ field, value string }{
		{"Role", p.Role}, {"Permission", p.Permission}, {"Feature", p.Feature}, {"Plan", p.Plan},
	} {
		switch name := strings.TrimPrefix(q.value, "org:"); {
		case q.value == "":
		case strings.ContainsFunc(q.value, isBlank):
			faults.add("Requires: "+q.field, "%q has a blank, as no key of Clerk's has", q.value)
		case q.field == "Permission" && !isPermission(name):
			faults.add("Requires: Permission", "%q is no permission, which is org:<feature>:<permission>", q.value)
		case q.field == "Role" && name == "":
			faults.add("Requires: Role", "%q is no role, such as org:admin", q.value)
		case (q.field == "Feature" || q.field == "Plan") && !hasKnownScope(q.value):
			faults.add("Requires: "+q.field, "%q has a scope that is neither org: nor user:", q.value)
		}
	}
	if r := p.Reverification; r != nil {
		if r.Level != "first_factor" && r.Level != "second_factor" && r.Level != "multi_factor" {
			faults.add("Requires: Reverification.Level", "%q is none of first_factor, second_factor and multi_factor; the presets are StrictMFA, Strict, Moderate and Lax", r.Level)
		}
		if r.AfterMinutes <= 0 {
			faults.add("Requires: Reverification.AfterMinutes", "%d is not above zero: nobody verified a factor less than that long ago", r.AfterMinutes)
		}
	}
}

func isBlank(r rune) bool { return r <= ' ' || r == 0x7F || r == 0xA0 }

// isPermission reports whether a permission without its org: has the name of a
// feature and one of its own.
func isPermission(name string) bool {
	feature, permission, ok := strings.Cut(name, ":")
	return ok && feature != "" && permission != ""
}

// hasKnownScope reports whether a feature or a plan names no scope, or one that
// there is.
func hasKnownScope(name string) bool {
	scope, _, named := strings.Cut(name, ":")
	return !named || slices.Contains([]string{"o", "org", "organization", "u", "user"}, scope)
}
