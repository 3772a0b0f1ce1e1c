package plugin

import (
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
	checkSessions(o, &faults)
	checkScopes(o, &faults)
	checkRequires(o, &faults)
	if slices.ContainsFunc(o.Funcs, func(allowed func(*clerkauth.Auth) bool) bool { return allowed == nil }) {
		faults.add("RequiresFunc", "nil allows nobody")
	}
	return faults.err("RequireAuth: wrong guard")
}

// checkSessions finds what only a session has, where none is taken.
func checkSessions(o *clerkauth.AuthOptions, faults *faultList) {
	if o.Accepts.Takes(authn.SessionToken) {
		return
	}
	const nobody = "asks for what only a session has, and AcceptsToken takes no session tokens: nobody would pass"
	if len(o.Requires) > 0 {
		faults.add("Requires", nobody)
	}
	if len(o.Any) > 0 {
		faults.add("RequiresAny", nobody)
	}
	if o.Redirect {
		faults.add("RedirectToSignIn", "leads to a session, and AcceptsToken takes no session tokens")
	}
}

// checkScopes finds scopes that no token has that would pass.
func checkScopes(o *clerkauth.AuthOptions, faults *faultList) {
	if len(o.Scopes) == 0 {
		return
	}
	if !slices.ContainsFunc(tokenKinds[:], func(kind string) bool { return kind != authn.SessionToken && o.Accepts.Takes(kind) }) {
		faults.add("RequiresScope", "asks for what only a machine's token has, and AcceptsToken takes none: nobody would pass")
	}
	if len(o.Requires)+len(o.Any) > 0 {
		faults.add("RequiresScope", "asks for what only a machine's token has, and Requires for what only a session has: nobody would pass")
	}
	if o.Redirect {
		faults.add("RedirectToSignIn", "leads to a session, and a session has none of the scopes that RequiresScope asks for")
	}
	for _, scopes := range o.Scopes {
		if len(scopes) == 0 {
			faults.add("RequiresScope", "names no scope; AcceptsToken alone asks for a kind of token")
		}
		for _, scope := range scopes {
			if scope == "" || strings.ContainsFunc(scope, isBlank) {
				faults.add("RequiresScope", "%q is no scope: it is empty or has a blank", scope)
			}
		}
	}
}

// checkRequires finds questions to which the answer is always no, alone or together.
func checkRequires(o *clerkauth.AuthOptions, faults *faultList) {
	role := ""
	for _, params := range o.Requires {
		checkParams("Requires", params, faults)
		switch named := strings.TrimPrefix(params.Role, "org:"); {
		case named == "":
		case role != "" && role != named:
			faults.add("Requires", "asks for the role %q and for the role %q: a member has one, so nobody would pass", role, named)
		default:
			role = named
		}
	}
	for _, anyOf := range o.Any {
		if len(anyOf) == 0 {
			faults.add("RequiresAny", "names nothing that would be enough: nobody would pass")
		}
		for _, params := range anyOf {
			checkParams("RequiresAny", params, faults)
		}
	}
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
func checkParams(option string, p clerkauth.AuthorizationParams, faults *faultList) {
	if p == (clerkauth.AuthorizationParams{}) {
		faults.add(option, "asks nothing, which is always answered no; RequireAuth alone asks for somebody")
		return
	}
	for _, q := range [...]struct{ field, value string }{
		{"Role", p.Role}, {"Permission", p.Permission}, {"Feature", p.Feature}, {"Plan", p.Plan},
	} {
		switch name := strings.TrimPrefix(q.value, "org:"); {
		case q.value == "":
		case strings.ContainsFunc(q.value, isBlank):
			faults.add(option+": "+q.field, "%q has a blank, as no key of Clerk's has", q.value)
		case q.field == "Permission" && !isPermission(name):
			faults.add(option+": Permission", "%q is no permission, which is org:<feature>:<permission>", q.value)
		case q.field == "Role" && name == "":
			faults.add(option+": Role", "%q is no role, such as org:admin", q.value)
		case (q.field == "Feature" || q.field == "Plan") && !hasKnownScope(q.value):
			faults.add(option+": "+q.field, "%q has a scope that is neither org: nor user:", q.value)
		}
	}
	if r := p.Reverification; r != nil {
		if r.Level != "first_factor" && r.Level != "second_factor" && r.Level != "multi_factor" {
			faults.add(option+": Reverification.Level", "%q is none of first_factor, second_factor and multi_factor; the presets are StrictMFA, Strict, Moderate and Lax", r.Level)
		}
		if r.AfterMinutes <= 0 {
			faults.add(option+": Reverification.AfterMinutes", "%d is not above zero: nobody verified a factor less than that long ago", r.AfterMinutes)
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
