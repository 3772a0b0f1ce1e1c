package token

import (
	"context"
	"crypto"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"
)

// endpoint is a JWKS endpoint whose answers a test changes as it goes.
type endpoint struct {
	mu      sync.Mutex
	answer  func(context.Context) ([]byte, int, error)
	fetches atomic.Int64
}

func (e *endpoint) set(answer func(context.Context) ([]byte, int, error)) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.answer = answer
}

func (e *endpoint) fetch(ctx context.Context) ([]byte, int, error) {
	e.fetches.Add(1)
	e.mu.Lock()
	answer := e.answer
	e.mu.Unlock()
	return answer(ctx)
}

func hangs(ctx context.Context) ([]byte, int, error) {
	<-ctx.Done()
	return nil, 0, ctx.Err()
}

func refuses(context.Context) ([]byte, int, error) {
	return nil, 0, errors.New("connection refused")
}

func answers(status int, body string) func(context.Context) ([]byte, int, error) {
	return func(context.Context) ([]byte, int, error) { return []byte(body), status, nil }
}

// during runs a test inside a bubble whose clock moves only when all wait. The
// tokens are made outside, where the keys are.
func during(t *testing.T, answer func(context.Context) ([]byte, int, error), c Config, test func(t *testing.T, e *endpoint, v *Verifier)) {
	t.Helper()
	ourKey()
	otherKey()
	synctest.Test(t, func(t *testing.T) {
		e := &endpoint{answer: answer}
		c.SecretKey, c.Fetch, c.ClockSkew = "sk_test_fake", e.fetch, skew
		c.APIURL, c.APIVersion = "https://api.example/", "v1"
		v, err := NewVerifier(c)
		if err != nil {
			t.Fatal(err)
		}
		test(t, e, v)
		synctest.Wait() // a fetch in the background ends by itself
	})
}

// fresh makes a token that is good for an hour, of the key id given.
func fresh(t *testing.T, kid string) string {
	t.Helper()
	return sign(t, ourKey(), crypto.SHA256, `{"alg":"RS256","kid":"`+kid+`"}`,
		fmt.Sprintf(`{"sub":"user_1","exp":%d}`, time.Now().Add(time.Hour).Unix()))
}

func expect(t *testing.T, v *Verifier, raw, reason string) {
	t.Helper()
	refusal := v.session(context.Background(), raw)
	switch {
	case refusal == nil && reason != "":
		t.Errorf("accepted, want %s", reason)
	case refusal != nil && refusal.Reason != reason:
		t.Errorf("got %s (%s), want %q", refusal.Reason, refusal.Message, reason)
	}
}

func (e *endpoint) expect(t *testing.T, fetches int64) {
	t.Helper()
	synctest.Wait()
	if got := e.fetches.Load(); got != fetches {
		t.Errorf("%d fetches, want %d", got, fetches)
	}
}

func TestManyAtOnceFetchOnce(t *testing.T) {
	slow := func(context.Context) ([]byte, int, error) {
		time.Sleep(time.Second)
		return []byte(ourJWKS()), 200, nil
	}
	during(t, slow, Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		var wg sync.WaitGroup
		for range 1_000 {
			wg.Go(func() { expect(t, v, raw, "") })
		}
		wg.Wait()
		e.expect(t, 1)
	})
}

func TestUnknownKeysFetchEveryTenSeconds(t *testing.T) {
	during(t, serves(ourJWKS()), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		began := time.Now()
		var wg sync.WaitGroup
		for i := range 500 {
			raw := fresh(t, fmt.Sprint("stranger_", i))
			wg.Go(func() { expect(t, v, raw, ReasonJWKKidMismatch) })
		}
		wg.Wait()
		e.expect(t, 1)
		for time.Since(began) < 35*time.Second {
			expect(t, v, fresh(t, "stranger"), ReasonJWKKidMismatch)
			time.Sleep(250 * time.Millisecond)
		}
		e.expect(t, 4)
	})
}

// A key that came into use after the first fetch is found at once, also while
// strangers ask for others.
func TestANewKeyIsFound(t *testing.T) {
	during(t, serves(ourJWKS()), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		expect(t, v, fresh(t, "ins_1"), "")
		time.Sleep(time.Second)
		e.set(serves(jwks(jwk(ourKey(), `"kid":"ins_1"`), jwk(ourKey(), `"kid":"ins_2"`))))
		expect(t, v, fresh(t, "ins_2"), "")
		expect(t, v, fresh(t, "stranger"), ReasonJWKKidMismatch)
		e.expect(t, 3)

		e.set(serves(jwks(jwk(ourKey(), `"kid":"ins_3"`))))
		expect(t, v, fresh(t, "ins_3"), ReasonJWKKidMismatch)
		time.Sleep(10 * time.Second)
		expect(t, v, fresh(t, "ins_3"), "")
		e.expect(t, 4)
	})
}

func TestConstantTrafficRefreshesInTheBackground(t *testing.T) {
	during(t, serves(ourJWKS()), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		expect(t, v, raw, "")
		e.set(func(ctx context.Context) ([]byte, int, error) {
			time.Sleep(3 * time.Second)
			return []byte(ourJWKS()), 200, nil
		})
		for range 20 * 60 {
			asked := time.Now()
			expect(t, v, raw, "")
			if waited := time.Since(asked); waited > 0 {
				t.Fatalf("a known key made its user wait %v", waited)
			}
			time.Sleep(time.Second)
		}
		if got := e.fetches.Load(); got < 5 || got > 21 {
			t.Errorf("%d fetches in 20 minutes", got)
		}
	})
}

func TestAWithdrawnKeyIsRefused(t *testing.T) {
	during(t, serves(ourJWKS()), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		expect(t, v, raw, "")
		e.set(serves(jwks(jwk(otherKey(), `"kid":"ins_1"`))))
		for range 5*60 + 1 { // constant traffic must not keep the key alive
			_ = v.session(context.Background(), raw)
			time.Sleep(time.Second)
		}
		expect(t, v, raw, ReasonInvalidSignature)
		if entries := v.tokens.entries.Load(); entries != 0 {
			t.Errorf("%d of its tokens are still cached", entries)
		}
	})
}

func TestAnOutageOfFourMinutesGoesUnnoticed(t *testing.T) {
	for name, outage := range map[string]func(context.Context) ([]byte, int, error){
		"hangs": hangs, "refuses": refuses, "500": answers(500, "{}"), "garbage": answers(200, "<html>"), "no keys": answers(200, `{"keys":[]}`),
	} {
		t.Run(name, func(t *testing.T) {
			during(t, serves(ourJWKS()), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
				raw := fresh(t, "ins_1")
				run := func(length time.Duration) {
					t.Helper()
					for began := time.Now(); time.Since(began) < length; time.Sleep(500 * time.Millisecond) {
						asked := time.Now()
						expect(t, v, raw, "")
						if waited := time.Since(asked); waited > 0 {
							t.Fatalf("waited %v", waited)
						}
					}
				}
				run(3*time.Minute + 59*time.Second)
				e.set(outage)
				asked := time.Now()
				expect(t, v, fresh(t, "stranger"), ReasonRemoteJWKFailedToLoad)
				if waited := time.Since(asked); waited > 5*time.Second {
					t.Errorf("an unknown key waited %v", waited)
				}
				run(3*time.Minute + 50*time.Second)
				e.set(serves(ourJWKS()))
				run(10 * time.Minute)
			})
		})
	}
}

func TestKeysEndAfterFiveMinutesOfOutage(t *testing.T) {
	during(t, serves(ourJWKS()), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		expect(t, v, raw, "")
		e.set(refuses)
		time.Sleep(5*time.Minute - time.Second)
		expect(t, v, raw, "")
		time.Sleep(time.Second)
		expect(t, v, raw, ReasonRemoteJWKFailedToLoad)
	})
}

func TestRecovery(t *testing.T) {
	for name, outage := range map[string]func(context.Context) ([]byte, int, error){"hangs": hangs, "refuses": refuses} {
		t.Run(name, func(t *testing.T) {
			during(t, outage, Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
				raw := fresh(t, "ins_1")
				for range 40 {
					asked := time.Now()
					expect(t, v, raw, ReasonRemoteJWKFailedToLoad)
					if waited := time.Since(asked); waited > 5*time.Second {
						t.Fatalf("waited %v", waited)
					}
					time.Sleep(100 * time.Millisecond)
				}
				e.expect(t, 1)
				e.set(serves(ourJWKS()))
				back := time.Now()
				for v.session(context.Background(), raw) != nil {
					if time.Since(back) > 12*time.Second {
						t.Fatal("not back after 12 seconds")
					}
					time.Sleep(100 * time.Millisecond)
				}
				e.expect(t, 2)
			})
		})
	}
}

func TestWaitersLeaveWithTheirOwnContext(t *testing.T) {
	during(t, hangs, Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		parsed, _ := v.Parse(raw)
		patient := make(chan *Error)
		go func() { patient <- v.Session(context.Background(), parsed) }()
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		asked := time.Now()
		if refusal := v.Session(ctx, parsed); refusal == nil || refusal.Reason != ReasonRemoteJWKFailedToLoad {
			t.Errorf("got %+v", refusal)
		}
		if waited := time.Since(asked); waited != time.Second {
			t.Errorf("left after %v", waited)
		}
		<-patient
		if waited := time.Since(asked); waited != fetchTimeout {
			t.Errorf("the patient one left after %v", waited)
		}
		e.expect(t, 1)
	})
}

// The request that caused a fetch may end before it; those who joined it must
// not end with it.
func TestAFetchOutlivesTheRequestThatCausedIt(t *testing.T) {
	slow := func(ctx context.Context) ([]byte, int, error) {
		select {
		case <-time.After(2 * time.Second):
			return []byte(ourJWKS()), 200, nil
		case <-ctx.Done():
			return nil, 0, ctx.Err()
		}
	}
	during(t, slow, Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		parsed, _ := v.Parse(raw)
		ctx, cancel := context.WithCancel(context.Background())
		first := make(chan *Error)
		go func() { first <- v.Session(ctx, parsed) }()
		synctest.Wait()
		cancel()
		<-first
		expect(t, v, raw, "")
		e.expect(t, 1)
	})
}

func TestFetchErrors(t *testing.T) {
	const support = "Contact support@clerk.com"
	for _, tc := range []struct {
		name   string
		answer func(context.Context) ([]byte, int, error)
		want   Error
	}{
		{"refused", refuses, Error{ReasonRemoteJWKFailedToLoad, "Failed to load JWKS from Clerk Backend or Frontend API.", support}},
		{"garbage", answers(200, "<html>"), Error{ReasonRemoteJWKFailedToLoad, "Failed to load JWKS from Clerk Backend or Frontend API.", support}},
		{"panics", func(context.Context) ([]byte, int, error) { panic("a transport's fault") }, Error{ReasonRemoteJWKFailedToLoad, "Failed to load JWKS from Clerk Backend or Frontend API.", support}},
		{"empty", answers(200, `{"keys":[]}`), Error{ReasonRemoteJWKFailedToLoad, "The JWKS endpoint did not contain any signing keys. Contact support@clerk.com.", support}},
		{"an error", answers(503, `{"errors":[{"code":"other"}]}`), Error{ReasonRemoteJWKFailedToLoad, "Error loading Clerk JWKS from https://api.example/v1/jwks with code=503", support}},
		{"an error page", answers(502, "<html>"), Error{ReasonRemoteJWKFailedToLoad, "Error loading Clerk JWKS from https://api.example/v1/jwks with code=502", support}},
		{"a wrong secret key", answers(401, `{"errors":[{"code":"x"},{"code":"clerk_key_invalid","message":"The provided Clerk Secret Key is invalid."}]}`), Error{ReasonInvalidSecretKey, "The provided Clerk Secret Key is invalid.", support}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			var warned atomic.Int64
			warn := func(cause, msg string, args ...any) {
				warned.Add(1)
				if cause != tc.want.Reason || strings.Contains(fmt.Sprint(msg, args), "sk_test_fake") {
					t.Errorf("warned %s: %s %v", cause, msg, args)
				}
			}
			during(t, tc.answer, Config{Warn: warn}, func(t *testing.T, e *endpoint, v *Verifier) {
				for range 2 { // the second is not fetched, and has the same answer
					if refusal := v.session(context.Background(), fresh(t, "ins_1")); refusal == nil || *refusal != tc.want {
						t.Errorf("got %+v, want %+v", refusal, tc.want)
					}
				}
				e.expect(t, 1)
			})
			if got := warned.Load(); got != 1 {
				t.Errorf("%d warnings, want 1", got)
			}
		})
	}
}

func TestSkipJWKSCacheFetchesEachTime(t *testing.T) {
	during(t, serves(ourJWKS()), Config{SkipJWKSCache: true}, func(t *testing.T, e *endpoint, v *Verifier) {
		raw := fresh(t, "ins_1")
		for range 3 {
			expect(t, v, raw, "")
		}
		e.expect(t, 3)
		e.set(serves(jwks(jwk(ourKey(), `"kid":"ins_2"`))))
		expect(t, v, raw, ReasonJWKKidMismatch)
		e.set(hangs)
		asked := time.Now()
		expect(t, v, raw, ReasonRemoteJWKFailedToLoad)
		if waited := time.Since(asked); waited != fetchTimeout {
			t.Errorf("waited %v", waited)
		}
		e.expect(t, 5)
	})
}

// A key of another kind spoils neither its set nor what others verified.
func TestKeysOfAnotherKind(t *testing.T) {
	set := jwks(`{"kty":"EC","kid":"ins_2"}`, `null`, `{"kty":"RSA","kid":"ins_3"}`, jwk(ourKey(), `"kid":"ins_1"`))
	during(t, serves(set), Config{}, func(t *testing.T, e *endpoint, v *Verifier) {
		expect(t, v, fresh(t, "ins_1"), "")
		expect(t, v, fresh(t, "ins_2"), ReasonVerificationFailed)
		expect(t, v, fresh(t, "ins_3"), ReasonVerificationFailed)
		e.expect(t, 1)
	})
}
