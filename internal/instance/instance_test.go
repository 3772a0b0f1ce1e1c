package instance

import (
	"encoding/base64"
	"errors"
	"strings"
	"testing"
)

func key(prefix, decoded string) string {
	return prefix + base64.StdEncoding.EncodeToString([]byte(decoded))
}

func TestParse(t *testing.T) {
	for _, tc := range []struct {
		name, key string
		want      Instance
	}{
		{"development", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k", Instance{"clerk.example.com", false, "l2OS3d9k"}},
		{"production", "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k", Instance{"clerk.example.com", true, cookieSuffix("pk_live_Y2xlcmsuZXhhbXBsZS5jb20k")}},
		{"without padding", "pk_test_YS5iJA", Instance{"a.b", false, cookieSuffix("pk_test_YS5iJA")}},
		{"with white space", "pk_test_YS5i\nJA== ", Instance{"a.b", false, cookieSuffix("pk_test_YS5i\nJA== ")}},
		{"with a port", key("pk_test_", "127.0.0.1:8080$"), Instance{"127.0.0.1:8080", false, cookieSuffix(key("pk_test_", "127.0.0.1:8080$"))}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(tc.key)
			if err != nil || got != tc.want {
				t.Errorf("got %+v, %v, want %+v", got, err, tc.want)
			}
		})
	}
}

func TestParseRefuses(t *testing.T) {
	for _, tc := range []struct {
		name, key string
		want      error
	}{
		{"nothing", "", ErrMissing},
		{"a secret key", key("sk_test_", "a.b$"), ErrFormat},
		{"no prefix", "YS5iJA==", ErrFormat},
		{"a prefix in capitals", key("PK_TEST_", "a.b$"), ErrFormat},
		{"a prefix alone", "pk_live_", ErrFormat},
		{"no base64", "pk_test_!!!!", ErrFormat},
		{"base64url", "pk_test_" + base64.URLEncoding.EncodeToString([]byte("a.b\xfb\xff$")), ErrFormat},
		{"too much padding", "pk_test_YS5iJA===", ErrFormat},
		{"a fourth part", key("pk_test_", "a.b$") + "_x", ErrFormat},
		{"no dollar sign", key("pk_test_", "a.b"), ErrFormat},
		{"two dollar signs", key("pk_test_", "a.b$$"), ErrFormat},
		{"a dollar sign inside", key("pk_test_", "a$.b$"), ErrFormat},
		{"no host", key("pk_test_", "localhost$"), ErrFormat},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := Parse(tc.key)
			if !errors.Is(err, tc.want) || got != (Instance{}) {
				t.Errorf("got %+v, %v, want %v", got, err, tc.want)
			}
			if len(tc.key) > len("pk_live_") && strings.Contains(err.Error(), tc.key) {
				t.Errorf("the error shows the key: %v", err)
			}
		})
	}
}

func TestURLs(t *testing.T) {
	const (
		api, stagingAPI, localAPI = "https://api.clerk.com", "https://api.clerkstage.dev", "https://api.lclclerk.com"
		fapi, stagingF, localF    = "https://frontend-api.clerk.dev", "https://frontend-api.clerkstage.dev", "https://frontend-api.lclclerk.com"
	)
	for _, tc := range []struct{ host, api, proxy, accounts string }{
		{"", api, fapi, ""},
		{"clerk.example.com", api, fapi, "https://accounts.example.com"},
		{"example.com", api, fapi, "https://example.com"},
		{"foo-bar-13.clerk.accounts.dev", api, fapi, "https://foo-bar-13.accounts.dev"},
		{"foo-bar-13.clerk.accountsstage.dev", stagingAPI, stagingF, "https://foo-bar-13.accountsstage.dev"},
		{"foo.lcl.dev", localAPI, localF, "https://foo.lcl.dev"},
		{"clerk.foo.lcl.dev", api, fapi, "https://accounts.foo.lcl.dev"},
		{"foolclstage.dev", localAPI, localF, "https://foolclstage.dev"},
		{"a.accounts.lclclerk.com", localAPI, localF, "https://a.accounts.lclaccounts.com"},
	} {
		t.Run(tc.host, func(t *testing.T) {
			if got := APIURL(tc.host); got != tc.api {
				t.Errorf("APIURL: %s, want %s", got, tc.api)
			}
			if got := ProxyTarget(tc.host); got != tc.proxy {
				t.Errorf("ProxyTarget: %s, want %s", got, tc.proxy)
			}
			if got := AccountsURL(tc.host); got != tc.accounts {
				t.Errorf("AccountsURL: %s, want %s", got, tc.accounts)
			}
		})
	}
}
