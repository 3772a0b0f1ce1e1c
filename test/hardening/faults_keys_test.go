package hardening

import (
	"encoding/json"
	"net/http"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// lists answers for the JWKS alone; everything else is Clerk's own answer.
func lists(body string) func(http.ResponseWriter, *http.Request) bool {
	return func(w http.ResponseWriter, r *http.Request) bool {
		if r.URL.Path != "/v1/jwks" {
			return false
		}
		says(200, body)(w, r)
		return true
	}
}

// An instance that lists no keys is one that failed: users whose key is known
// stay, and sign-in works again when the keys are back.
func TestKeysEmptied(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	running := open(t, o)
	token := s.SessionToken("user_ada", clerktest.TTL(time.Hour))
	if a := running.visit(t, bearer(token)); a.User != "user_ada" {
		t.Fatalf("%+v", a)
	}
	s.Intercept(lists(`{"keys":[]}`))
	starting := open(t, o)
	if a := running.visit(t, bearer(s.SessionToken("user_bob"))); a.User != "user_bob" {
		t.Errorf("a known key: %s", a.why())
	}
	if a := starting.visit(t, bearer(token)); a.why() != noKeys {
		t.Errorf("at start: %s", a.why())
	}
	starting.warned(t, noKeys, "did not contain any signing keys")
	s.Intercept(nil)
	if !eventually(t, 12*time.Second, func() bool { return starting.visit(t, bearer(token)).User == "user_ada" }) {
		t.Error("not back after 12 s")
	}
}

// Clerk signs with a new key: its first token is accepted at once, and those of
// the former key stay good while it is listed.
func TestKeysRotated(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	running := open(t, o)
	before := s.SessionToken("user_ada", clerktest.TTL(time.Hour))
	if a := running.visit(t, bearer(before)); a.User != "user_ada" {
		t.Fatalf("%+v", a)
	}
	s.RotateKey()
	if a := running.visit(t, bearer(s.SessionToken("user_bob"))); a.User != "user_bob" || a.Took > patience {
		t.Errorf("the new key: %s after %v", a.why(), a.Took)
	}
	if a := running.visit(t, bearer(before)); a.User != "user_ada" {
		t.Errorf("the former key: %s", a.why())
	}
	// The fetch for another key id has brought the withdrawal along.
	s.WithdrawKeys()
	s.RotateKey()
	if a := running.visit(t, bearer(s.SessionToken("user_cy"))); a.User != "user_cy" {
		t.Errorf("the third key: %s", a.why())
	}
	if a := running.visit(t, bearer(before)); a.why() != "jwk-kid-mismatch" {
		t.Errorf("a withdrawn key, though its token was cached: %s", a.why())
	}
	if n := s.CountRequests("GET", "/v1/jwks"); n != 4 {
		t.Errorf("%d fetches of the keys, want 4: one at start, one for each new key, one for the withdrawn one", n)
	}
}

// With SkipJWKSCache a withdrawal counts from the next request on.
func TestKeysWithdrawnAtOnce(t *testing.T) {
	t.Parallel()
	s, o := clerk(t)
	o.SkipJWKSCache = true
	app := open(t, o)
	token := s.SessionToken("user_ada", clerktest.TTL(time.Hour))
	if a := app.visit(t, bearer(token)); a.User != "user_ada" {
		t.Fatalf("%+v", a)
	}
	s.RotateKey()
	s.WithdrawKeys()
	if a := app.visit(t, bearer(token)); a.why() != "jwk-kid-mismatch" {
		t.Errorf("got %s", a.why())
	}
}

// The id that tokens name is suddenly an elliptic curve's: no token passes by
// it, and none of the others suffers.
func TestKeyOfAnotherKind(t *testing.T) {
	t.Parallel()
	s, o := clerk(t, clerktest.Config{KeyID: "ins_changed"})
	var rsa struct {
		Keys []map[string]any `json:"keys"`
	}
	fetchKeys(t, s, &rsa)
	good := rsa.Keys[0]
	good["kid"] = "ins_stays"
	curve := map[string]any{
		"kty": "EC", "crv": "P-256", "kid": "ins_changed", "use": "sig", "alg": "ES256",
		"x": "MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4", "y": "4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM",
	}
	body, err := json.Marshal(map[string]any{"keys": []any{curve, good}})
	if err != nil {
		t.Fatal(err)
	}
	s.Intercept(lists(string(body)))
	app := open(t, o)
	if a := app.visit(t, bearer(s.SessionToken("user_ada"))); a.SignedIn || a.Status != 200 || a.why() != "token-verification-failed" {
		t.Errorf("the changed key: %d %s", a.Status, a.why())
	}
	stays := s.SessionToken("user_bob", clerktest.Header(map[string]any{"kid": "ins_stays"}))
	if a := app.visit(t, bearer(stays)); a.User != "user_bob" {
		t.Errorf("its neighbour: %s", a.why())
	}
}

func fetchKeys(t *testing.T, s *clerktest.Server, into any) {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.BackendURL()+"/v1/jwks", nil)
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+s.SecretKey())
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	if err := json.NewDecoder(res.Body).Decode(into); err != nil {
		t.Fatal(err)
	}
}

// clerk starts a Clerk and gives the options of an application that uses it.
func clerk(t testing.TB, config ...clerktest.Config) (*clerktest.Server, clerkfiber.Options) {
	t.Helper()
	s := clerktest.NewServer(config...)
	t.Cleanup(s.Close)
	o := clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()}
	o.HTTPClient = &http.Client{Transport: transport(t)}
	return s, o
}
