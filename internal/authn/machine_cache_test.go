package authn

import (
	"context"
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/token"
)

// shelf is a storage that can break.
type shelf struct {
	entries map[string][]byte
	broken  bool
	calls   int
}

func (s *shelf) Get(key string) ([]byte, error) {
	s.calls++
	if s.broken {
		return nil, errors.New("the storage is down")
	}
	return s.entries[key], nil
}

func (s *shelf) Set(key string, value []byte, _ time.Duration) error {
	s.calls++
	if s.broken {
		return errors.New("the storage is down")
	}
	s.entries[key] = value
	return nil
}

func TestMachineCache(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &shelf{entries: map[string][]byte{}}
		c := NewMachineCache(s, 3*time.Second, "an instance")
		asked := 0
		verify := func(raw string) (bool, *token.MachineError) {
			_, hit, fault := c.verify(context.Background(), APIKey, raw, func(_ context.Context, _, raw string) (*Machine, *token.MachineError) {
				asked++
				if raw == "ak_bad" {
					return nil, &token.MachineError{Code: token.ReasonInvalid}
				}
				return &Machine{ID: "ak_1", Subject: "user_1"}, nil
			})
			return hit, fault
		}
		check := func(step, raw string, hit bool, asks, calls int) {
			t.Helper()
			asked, s.calls = 0, 0
			if got, _ := verify(raw); got != hit || asked != asks || s.calls != calls {
				t.Errorf("%s: hit %t, asked %d, storage called %d times; want %t, %d, %d", step, got, asked, s.calls, hit, asks, calls)
			}
		}
		check("the first time", "ak_good", false, 1, 2)
		check("remembered", "ak_good", true, 0, 1)
		check("a refusal", "ak_bad", false, 1, 1)
		check("is not remembered", "ak_bad", false, 1, 1)
		for key := range s.entries {
			if strings.Contains(key, "ak_good") {
				t.Errorf("the storage sees the token: %s", key)
			}
			s.entries[key] = []byte(`{"ID":`)
		}
		check("half an entry", "ak_good", false, 1, 2)
		s.broken = true
		check("the storage breaks", "ak_good", false, 1, 1)
		check("and is left alone", "ak_good", false, 1, 0)
		s.broken = false
		time.Sleep(storageRest)
		check("until it has rested", "ak_good", true, 0, 1)
		if other := NewMachineCache(s, time.Second, "another instance"); other.key(APIKey, "ak_good") == c.key(APIKey, "ak_good") {
			t.Error("two instances share an entry")
		}
	})
}
