package clerkauth

// HasRole reports whether the user has a role in the active organization: Has
// for templates, which have no struct literals.
func (a *Auth) HasRole(role string) bool { return a.Has(AuthorizationParams{Role: role}) }

// HasPermission reports whether the user has a permission in the active organization.
func (a *Auth) HasPermission(permission string) bool {
	return a.Has(AuthorizationParams{Permission: permission})
}

// HasFeature reports whether the user or the active organization has a feature.
func (a *Auth) HasFeature(feature string) bool { return a.Has(AuthorizationParams{Feature: feature}) }

// HasPlan reports whether the user or the active organization has a plan.
func (a *Auth) HasPlan(plan string) bool { return a.Has(AuthorizationParams{Plan: plan}) }

// Principal returns the id of who is calling, for logs and limits: a user's,
// an organization's when its API key is used, a machine's. It is empty for nobody.
func (a *Auth) Principal() string {
	switch {
	case a == nil || !a.IsAuthenticated:
		return ""
	case a.TokenType == SessionToken:
		return a.UserID
	}
	return a.Subject
}
