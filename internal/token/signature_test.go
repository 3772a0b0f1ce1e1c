package token

import (
	"context"
	"crypto"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
)

// countingVerifier is jwx's, with a look at each signature before it is checked.
type countingVerifier struct {
	jws.Verifier
	before func()
}

func (c countingVerifier) Verify(text, signature []byte, key any) error {
	c.before()
	return c.Verifier.Verify(text, signature, key)
}

// watchSignatures calls a function before each RS256 signature that is checked
// until the end of the test.
func watchSignatures(t *testing.T, before func()) {
	t.Helper()
	original, err := jws.NewVerifier(jwa.RS256)
	if err != nil {
		t.Fatal(err)
	}
	register := func(v jws.Verifier) {
		jws.RegisterVerifier(jwa.RS256, jws.VerifierFactoryFn(func() (jws.Verifier, error) { return v, nil }))
	}
	register(countingVerifier{original, before})
	t.Cleanup(func() { register(original) })
}

// A page sends a new token with many requests at once: one of them checks the
// signature, the others wait for what it found.
func TestASignatureIsCheckedOnce(t *testing.T) {
	for _, tc := range []struct {
		name, raw string
		reason    string
		later     int // signatures checked for one more request
	}{
		{"good", token(t, goodClaims), "", 0},
		{"bad", sign(t, otherKey(), crypto.SHA256, goodHeader, goodClaims), ReasonInvalidSignature, 1},
	} {
		t.Run(tc.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				var checked atomic.Int64
				allThere := make(chan struct{})
				watchSignatures(t, func() {
					checked.Add(1)
					<-allThere
				})
				v := verifier(t, Config{ClockSkew: skew})
				judge := func() {
					refusal := v.session(t.Context(), tc.raw)
					if reason := reasonOf(refusal); reason != tc.reason {
						t.Errorf("%q, want %q", reason, tc.reason)
					}
				}
				var wg sync.WaitGroup
				for range 50 {
					wg.Go(judge)
				}
				synctest.Wait() // all are verifying, or waiting for who does
				close(allThere)
				wg.Wait()
				if n := checked.Load(); n != 1 {
					t.Errorf("%d signatures checked for 50 requests at once", n)
				}
				judge()
				if n := int(checked.Load()) - 1; n != tc.later {
					t.Errorf("%d signatures checked for a later request, want %d", n, tc.later)
				}
			})
		})
	}
}

// A request may have taken a token apart just before another one's check of
// the same token ended.
func TestASignatureIsNotCheckedAgain(t *testing.T) {
	checked := 0
	watchSignatures(t, func() { checked++ })
	v := verifier(t, Config{ClockSkew: skew})
	raw := token(t, goodClaims)
	first, _ := v.Parse(raw)
	second, _ := v.Parse(raw)
	for _, jwt := range []*Token{first, second} {
		if refusal := v.Session(t.Context(), jwt); refusal != nil {
			t.Fatal(refusal)
		}
	}
	if checked != 1 {
		t.Errorf("%d signatures checked", checked)
	}
}

func reasonOf(refusal *Error) string {
	if refusal == nil {
		return ""
	}
	return refusal.Reason
}

func TestManyFirstSightsAtOnce(t *testing.T) {
	v := verifier(t, Config{ClockSkew: skew})
	good, bad := token(t, goodClaims), sign(t, otherKey(), crypto.SHA256, goodHeader, goodClaims)
	var wg sync.WaitGroup
	for range 200 {
		wg.Go(func() {
			if refusal := v.session(context.Background(), good); refusal != nil {
				t.Errorf("%+v", refusal)
			}
		})
		wg.Go(func() {
			if refusal := v.session(context.Background(), bad); refusal == nil || refusal.Reason != ReasonInvalidSignature {
				t.Errorf("%+v", refusal)
			}
		})
	}
	wg.Wait()
	if got := v.tokens.entries.Load(); got != 1 {
		t.Errorf("%d entries", got)
	}
}
