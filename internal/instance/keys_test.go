package instance

import (
	"strings"
	"testing"
)

func TestMisspelled(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"": "", "sk_test_fakeFAKE0123": "", "pk_test_Y2xlcmsuZXhhbXBsZS5jb20k": "", "pk_test_YS5iJA==": "", "pk_test_a+b/c=": "",
		`"sk_test_fake"`: "quote", "'sk_test_fake": "quote", "`sk_test_fake": "quote", "“sk_test_fake”": "quote",
		"sk_test_fake;": `';'`, "sk_test_fake,": `','`, `sk_test_fake\n`: `\n`, "sk_test_fake\n": "line break", "sk_test\rfake": "line break",
		"sk_test fake": "blank", "sk_test\tfake": "blank", "\ufeffsk_test_fake": "byte order mark", "sk_test_\u200bfake": "U+200B",
		"sk_test_\u00adfake": "U+00AD", "sk_test_f\u0430ke": "U+0430", "sk_test_\x7ffake": "U+007F", "sk_test_\xfffake": "U+FFFD",
		"$CLERK_KEY": "placeholder", "{{ key }}": "placeholder", "<your key>": "placeholder",
	} {
		got := Misspelled(key)
		if got == "" != (want == "") || !strings.Contains(got, want) {
			t.Errorf("%q: got %q, want %q", key, got, want)
		}
		if len(key) > 3 && strings.Contains(got, "fake") {
			t.Errorf("%q: the key is repeated: %s", key, got)
		}
	}
}

func TestKindOf(t *testing.T) {
	t.Parallel()
	for key, want := range map[string]string{
		"sk_test_x": Development, "pk_test_x": Development, "test_x": Development,
		"sk_live_x": Production, "pk_live_x": Production, "live_x": Production,
		"": "", "sk_": "", "ak_test_x": "", "whsec_x": "", "SK_TEST_x": "",
	} {
		if got := KindOf(key); got != want {
			t.Errorf("%s: got %q", key, got)
		}
	}
}

func TestInClear(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]bool{
		"https://api.clerk.com": false, "http://api.clerk.com": true, "HTTP://api.clerk.com": true, "http://10.0.0.1:80": true,
		"http://127.0.0.1:8080": false, "http://127.9.9.9": false, "http://[::1]:1": false, "http://[::ffff:127.0.0.1]": false,
		"http://localhost": false, "http://LOCALHOST.:3": false, "http://api.localhost": false, "http://localhost.evil.example": true,
		"http://127.0.0.1.evil.example": true, "http://0x7f.1": true, "": false, "nonsense": false,
	} {
		if got := InClear(address); got != want {
			t.Errorf("%s: got %v", address, got)
		}
	}
}
