package clerktest

// Env are the environment variables that point an application at this
// instance, whatever SDK of Clerk's it is made with.
func (s *Server) Env() map[string]string {
	return map[string]string{
		"CLERK_PUBLISHABLE_KEY":        s.PublishableKey(),
		"CLERK_SECRET_KEY":             s.SecretKey(),
		"CLERK_API_URL":                s.BackendURL(),
		"CLERK_FAPI_URL":               s.FrontendURL(),
		"CLERK_SIGN_IN_URL":            s.SignInURL(""),
		"CLERK_SIGN_UP_URL":            s.SignUpURL(""),
		"CLERK_WEBHOOK_SIGNING_SECRET": s.WebhookSecret(),
	}
}
