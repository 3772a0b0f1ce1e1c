package conformance

import (
	"fmt"
	"net/http"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Whatever is wrong, a browser is never sent round in circles.
func (f Suite) TestNeverARedirectLoop(t *testing.T) {
	t.Parallel()
	const handshakes = 3
	for i := range 64 {
		production, wrongKey, satellite, refuse, byToken, signedIn := i&1 != 0, i&2 != 0, i&4 != 0, i&8 != 0, i&16 != 0, i&32 != 0
		name := fmt.Sprintf("production=%t wrong key=%t satellite=%t cookies refused=%t by token=%t signed in=%t", production, wrongKey, satellite, refuse, byToken, signedIn)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s, o := clerk(t, clerktest.Config{Production: production, HandshakeToken: byToken})
			s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			b := s.NewBrowser(nil)
			primary := b.Origin
			if satellite {
				b.Serve(primary, f.application(o).Native())
				b.Origin = "http://satellite.example"
				o.IsSatellite, o.SatelliteAutoSync, o.Domain, o.SignInURL = true, true, "satellite.example", primary+"/sign-in"
				o.ProxyURL = s.FrontendURL() // clerk.satellite.example, where no name server knows it
			}
			if wrongKey {
				other, _ := clerk(t, clerktest.Config{Production: production})
				o.SecretKey, o.APIURL = other.SecretKey(), other.BackendURL()
			}
			b.Serve(b.Origin, f.application(o).Native())
			b.RefuseCookies = refuse
			if signedIn {
				if _, err := b.SignIn("ada@example.com", "correct horse"); err != nil {
					t.Fatalf("signing in: %v", err)
				}
			}
			for _, path := range []string{"/", "/page?x=1", "/"} {
				page, err := b.Get(path)
				if err != nil {
					t.Fatalf("%s: %v", path, err)
				}
				if page.Handshakes > handshakes || page.StatusCode >= http.StatusInternalServerError {
					t.Errorf("%s: %d after %d handshakes: %v", path, page.StatusCode, page.Handshakes, page.Redirects)
				}
			}
		})
	}
}
