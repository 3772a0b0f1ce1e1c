package clerktest

import "github.com/clerkfiber/clerkfiber"

// Options are the keys and addresses of this instance, to give to
// clerkfiber.New: PublishableKey, SecretKey, APIURL, FrontendAPIURL. Change
// other fields of the result as the test needs.
func (s *Server) Options() clerkfiber.Options {
	return clerkfiber.Options{
		PublishableKey: s.PublishableKey(),
		SecretKey:      s.SecretKey(),
		APIURL:         s.BackendURL(),
		FrontendAPIURL: s.FrontendURL(),
	}
}
