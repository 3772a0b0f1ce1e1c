package authn

import (
	"bytes"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/flight"
)

// shelf is a storage that keeps everything for ever, and can break.
type shelf struct {
	entries map[string][]byte
	fault   func() error
	calls   int
}

func (s *shelf) Get(key string) ([]byte, error) {
	s.calls++
	if s.fault != nil {
		return nil, s.fault()
	}
	return s.entries[key], nil
}

func (s *shelf) Set(key string, value []byte, _ time.Duration) error {
	s.calls++
	if s.fault != nil {
		return s.fault()
	}
	s.entries[key] = bytes.Clone(value)
	return nil
}

// question is what is asked about a token.
func question(kind, raw string) flight.Key { return flight.KeyOf(kind, raw) }

// cacheOn is a cache with a TTL of three seconds; warned counts its warnings.
func cacheOn(t *testing.T, s Storage, secret, scope string, warned *int) *MachineCache {
	t.Helper()
	c, err := NewMachineCache(MachineCacheConfig{
		Storage: s, TTL: 3 * time.Second, Secret: secret, Scope: scope,
		Warn: func(string, string, ...any) { *warned++ },
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestMachineCacheKeepsAnAnswerForAWhile(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name    string
		expires time.Duration // of the token, from now; 0: never
		after   time.Duration
		there   bool
	}{
		{"at once", 0, 0, true},
		{"just before the TTL", 0, 3*time.Second - time.Millisecond, true},
		{"after the TTL, although the storage has it", 0, 3 * time.Second, false},
		{"before the token expires", time.Second, time.Second - time.Millisecond, true},
		{"the token expires before the TTL", time.Second, time.Second, false},
		{"the token has expired already", -time.Second, 0, false},
		{"the token outlives the TTL", time.Hour, 3 * time.Second, false},
		{"stored by one whose clock is a little ahead", 0, -4 * time.Second, true},
		{"stored for the future", 0, -6 * time.Second, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				warned := 0
				s := &shelf{entries: map[string][]byte{}}
				c := cacheOn(t, s, "sk_test_fake", "an instance", &warned)
				m := &Machine{ID: "ak_1", Subject: "user_1"}
				if test.expires != 0 {
					m.Expires = time.Now().Add(test.expires).UnixMilli()
				}
				c.remember(question(APIKey, "ak_secret"), m)
				if test.after < 0 { // somebody else stored it, by another clock
					key, until := c.key(question(APIKey, "ak_secret")), time.Now().Add(c.config.TTL-test.after)
					s.entries[key] = c.sealed(key, entry{until.UnixMilli(), m})
				}
				time.Sleep(test.after)
				if got := c.remembered(question(APIKey, "ak_secret")); (got != nil) != test.there || got != nil && got.ID != "ak_1" {
					t.Errorf("got %v", got)
				}
			})
		})
	}
}

// Whoever can write to the storage becomes nobody.
func TestMachineCacheBelievesNoStorage(t *testing.T) {
	t.Parallel()
	warned := 0
	s := &shelf{entries: map[string][]byte{}}
	c := cacheOn(t, s, "sk_test_fake", "an instance", &warned)
	keep := func(c *MachineCache, kind, raw string) []byte {
		c.remember(question(kind, raw), &Machine{ID: "ak_1", Subject: "user_admin"})
		return s.entries[c.key(question(kind, raw))]
	}
	good := keep(c, APIKey, "ak_secret")
	if c.remembered(question(APIKey, "ak_secret")) == nil {
		t.Fatal("the cache does not remember")
	}
	flipped := bytes.Clone(good)
	flipped[len(flipped)/2] ^= 1
	for name, stored := range map[string][]byte{
		"nothing":                       nil,
		"plain JSON":                    []byte(`{"ID":"ak_1","Subject":"user_admin"}`),
		"an entry in plain":             []byte(`{"Until":9999999999999,"Machine":{"ID":"ak_1","Subject":"user_admin"}}`),
		"one bit changed":               flipped,
		"cut short":                     good[:len(good)-1],
		"half":                          good[:len(good)/2],
		"a byte":                        good[:1],
		"one byte more":                 append(bytes.Clone(good), 0),
		"another token's":               keep(c, APIKey, "ak_other"),
		"another kind's":                keep(c, M2MToken, "ak_secret"),
		"another secret key's":          keep(cacheOn(t, s, "sk_test_other", "an instance", &warned), APIKey, "ak_secret"),
		"another instance's, same key":  keep(cacheOn(t, s, "sk_test_fake", "another", &warned), APIKey, "ak_secret"),
		"an answer that names no token": c.sealed(c.key(question(APIKey, "ak_secret")), entry{time.Now().Add(time.Second).UnixMilli(), &Machine{}}),
		"no answer":                     c.sealed(c.key(question(APIKey, "ak_secret")), entry{time.Now().Add(time.Second).UnixMilli(), nil}),
	} {
		s.entries[c.key(question(APIKey, "ak_secret"))] = stored
		if got := c.remembered(question(APIKey, "ak_secret")); got != nil {
			t.Errorf("%s: %+v", name, got)
		}
	}
	s.entries[c.key(question(APIKey, "ak_secret"))] = good
	for key, value := range s.entries {
		if strings.Contains(key, "secret") || bytes.Contains(value, []byte("user_admin")) {
			t.Errorf("the storage can read %s: %q", key, value)
		}
	}
	if _, err := NewMachineCache(MachineCacheConfig{TTL: time.Second}); err == nil {
		t.Error("sealed with no secret")
	}
}

func TestMachineCacheOnAStorageThatFails(t *testing.T) {
	t.Parallel()
	for name, fault := range map[string]func() error{
		"an error":      func() error { return errors.New("the storage is down") },
		"a panic":       func() error { panic("ak_secret") },
		"a nil pointer": func() error { return (*shelf)(nil).Set("", nil, 0) },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			synctest.Test(t, func(t *testing.T) {
				warned := 0
				s := &shelf{entries: map[string][]byte{}}
				c := cacheOn(t, s, "sk_test_fake", "an instance", &warned)
				c.config.TTL = time.Minute
				c.remember(question(APIKey, "ak_secret"), &Machine{ID: "ak_1"})
				check := func(step string, hit bool, calls int) {
					t.Helper()
					s.calls = 0
					if got := c.remembered(question(APIKey, "ak_secret")); (got != nil) != hit || s.calls != calls {
						t.Errorf("%s: %v, %d calls", step, got, s.calls)
					}
				}
				check("it works", true, 1)
				s.fault = fault
				check("it fails", false, 1)
				check("and is left alone", false, 0)
				c.remember(question(APIKey, "ak_secret"), &Machine{ID: "ak_2"})
				s.fault = nil
				time.Sleep(storageBackOff)
				check("until it has rested", true, 1)
				if warned != 1 {
					t.Errorf("%d warnings", warned)
				}
			})
		})
	}
}

func TestMachineCacheInMemory(t *testing.T) {
	t.Parallel()
	synctest.Test(t, func(t *testing.T) {
		warned := 0
		c := cacheOn(t, nil, "sk_test_fake", "an instance", &warned)
		c.remember(question(APIKey, "ak_secret"), &Machine{ID: "ak_1"})
		if c.remembered(question(APIKey, "ak_secret")) == nil {
			t.Error("forgotten at once")
		}
		time.Sleep(3 * time.Second)
		if c.remembered(question(APIKey, "ak_secret")) != nil {
			t.Error("remembered for ever")
		}
		var none *MachineCache
		none.remember(question(APIKey, "ak_secret"), &Machine{ID: "ak_1"})
		if none.remembered(question(APIKey, "ak_secret")) != nil {
			t.Error("no cache remembers")
		}
	})
}

// A machine that sleeps stops the clock that an answer's time is measured by.
func TestMachineCacheInMemoryGoesByTheTokensExpiry(t *testing.T) {
	t.Parallel()
	warned := 0
	c := cacheOn(t, nil, "sk_test_fake", "", &warned)
	c.own.Put(question(APIKey, "ak_secret"), &Machine{ID: "ak_1", Expires: time.Now().UnixMilli()}, time.Minute)
	if c.remembered(question(APIKey, "ak_secret")) != nil {
		t.Error("an answer has outlived its token")
	}
}

// Whatever somebody writes into the storage, it is a miss.
func FuzzMachineCacheStorage(f *testing.F) {
	c, err := NewMachineCache(MachineCacheConfig{
		Storage: &shelf{entries: map[string][]byte{}}, TTL: time.Minute, Secret: "sk_test_fake", Warn: func(string, string, ...any) {},
	})
	if err != nil {
		f.Fatal(err)
	}
	s, key := c.config.Storage.(*shelf), c.key(question(APIKey, "ak_secret"))
	c.remember(question(APIKey, "ak_secret"), &Machine{ID: "ak_1"})
	sealed := s.entries[key]
	f.Add(sealed[1:])
	f.Add(append(bytes.Clone(sealed), 0))
	f.Add([]byte(`{"Machine":{"ID":"ak_1"}}`))
	f.Fuzz(func(t *testing.T, stored []byte) {
		if bytes.Equal(stored, sealed) {
			t.Skip()
		}
		s.entries[key] = stored
		if m := c.remembered(question(APIKey, "ak_secret")); m != nil {
			t.Errorf("%q is %+v", stored, m)
		}
	})
}
