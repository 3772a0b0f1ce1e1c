package token

import (
	"reflect"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

func TestRegistered(t *testing.T) {
	for _, tc := range []struct {
		name, payload string
		want          Registered
	}{
		{"nothing", `{}`, Registered{}},
		{
			"all", `{"iss":"https://clerk.a.example","sub":"user_1","sid":"sess_1","azp":"https://a.example","aud":["x",5,"y"],"iat":3.9,"nbf":2,"exp":10}`,
			Registered{
				Issuer: "https://clerk.a.example", Subject: "user_1", SessionID: "sess_1", AuthorizedParty: "https://a.example",
				Audience: []string{"x", "y"}, IssuedAt: 3, NotBefore: 2, ExpiresAt: 10, wellFormed: true,
			},
		},
		{"one audience", `{"aud":"x"}`, Registered{Audience: []string{"x"}}},
		{"no audience", `{"aud":[]}`, Registered{}},
		{"other types", `{"iss":5,"sub":["a"],"sid":null,"azp":{},"aud":true,"iat":"1","nbf":null,"exp":"10"}`, Registered{}},
		{"escapes", `{"sub":"\u0061\"","exp":1}`, Registered{Subject: `a"`, ExpiresAt: 1, wellFormed: true}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if got := (&Token{Payload: tc.payload, Claims: claimsOf(tc.payload)}).Registered(); !reflect.DeepEqual(*got, tc.want) {
				t.Errorf("got  %+v\nwant %+v", *got, tc.want)
			}
		})
	}
}

func claimsOf(payload string) (c Claims) {
	js.Value(payload).Fields(c.take)
	return c
}

// What passes quickly passes every check, at any time, with any claims; and
// what is wellFormed, and passes every check, passes quickly.
func TestPassAgreesWithTheChecks(t *testing.T) {
	times := []string{"", "null", `"1"`, "0", "-5", "99", "99.9", "100", "101", "1e3", "8640000000000", "8640000000001", "1e400", "[1]"}
	now := time.Unix(100, 0)
	quick := 0
	for _, sub := range []string{"", `"u"`, `""`, "5"} {
		for _, exp := range times {
			for _, nbf := range times {
				for _, iat := range times {
					for _, others := range []map[string]string{{}, {"azp": `"https://z.example"`, "aud": `"x"`}, {"azp": `5`, "aud": `["y"]`}, {"azp": ""}} {
						given := map[string]string{"sub": sub, "exp": exp, "nbf": nbf, "iat": iat}
						for name, value := range others {
							given[name] = value
						}
						payload := claims(given)
						jwt := &Token{Payload: payload, Claims: claimsOf(payload)}
						for _, c := range []checks{
							{now: now},
							{now: now, skew: time.Second, authorizedParties: []string{"https://a.example"}},
							{now: now.Add(500 * time.Millisecond), audience: []string{"y"}, authorizedParties: []string{"https://a.example", ""}},
						} {
							pass, refusal := c.pass(jwt), c.claims(&jwt.Claims)
							if pass && refusal != nil || !pass && refusal == nil && jwt.Registered().wellFormed {
								t.Fatalf("%s at %v: pass %t, %+v", jwt.Payload, c.now, pass, refusal)
							}
							if pass {
								quick++
							}
						}
					}
				}
			}
		}
	}
	if quick == 0 {
		t.Error("nothing passed")
	}
}

// A token that was verified is judged anew at each request, by its time.
func TestAKnownTokenExpires(t *testing.T) {
	now := time.Unix(1_700_000_000, 0)
	v := verifier(t, Config{ClockSkew: skew, Now: func() time.Time { return now }})
	raw := token(t, goodClaims) // good until 1700000050
	for _, sight := range []struct {
		at     int64
		reason string
	}{
		{1_700_000_000, ""},
		{1_700_000_000, ""},
		{1_700_000_054, ""},
		{1_700_000_055, ReasonExpired},
		{1_699_999_984, ReasonIatInTheFuture},
		{1_699_999_974, ReasonNotActiveYet},
		{1_700_000_054, ""},
	} {
		now = time.Unix(sight.at, 0)
		jwt, _ := v.Parse(raw)
		refusal := v.Session(t.Context(), jwt)
		if got := reasonOf(refusal); got != sight.reason {
			t.Errorf("at %d: %q, want %q", sight.at, got, sight.reason)
		}
	}
}
