// Package tokens makes the session tokens that the benchmarks send: about
// 1,000 bytes, with an organization, as Clerk's version 2 tokens have it.
package tokens

import (
	"fmt"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Origin is the tokens' authorized party.
const Origin = "https://app.example.com"

// NewServer starts a production Clerk on loopback whose tokens outlive any benchmark.
func NewServer() *clerktest.Server {
	return clerktest.NewServer(clerktest.Config{Production: true, SessionTokenTTL: 12 * time.Hour, OwnKey: true})
}

// Make returns n tokens, each of another user.
func Make(s *clerktest.Server, n int) []string {
	made := make([]string, n)
	for i := range made {
		made[i] = s.SessionToken(fmt.Sprintf("user_%027d", i), options(i)...)
	}
	return made
}

func options(i int) []clerktest.TokenOption {
	return []clerktest.TokenOption{
		clerktest.AZP(Origin),
		clerktest.InSession(fmt.Sprintf("sess_%027d", i)),
		clerktest.InOrganization(clerktest.Organization{
			ID: "org_2Ro7e2IxrffdqBboq8KfB6eGbIy", Slug: "example-company", Role: "org:admin",
			Permissions: []string{"org:reports:read", "org:reports:write", "org:billing:read"},
		}),
		clerktest.Features("o:reports", "o:billing", "u:export"),
		clerktest.Plans("o:team"),
		clerktest.FactorVerificationAge(3, -1),
		clerktest.Claims(map[string]any{"email": fmt.Sprintf("user%d@example.com", i), "locale": "en-GB"}),
	}
}
