package redact_test

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/redact"
)

func TestPrefix(t *testing.T) {
	t.Parallel()
	for secret, want := range map[string]string{
		"": "", "short": "short", "sevenis": "sevenis", "sk_test_fake": "sk_test", "sécrètes": "sécrète", "\xff\xfe\xfd\xfc\xfb\xfa\xf9\xf8": "\xff\xfe\xfd\xfc\xfb\xfa\xf9",
	} {
		if got := redact.Prefix(secret); got != want {
			t.Errorf("%q: got %q, want %q", secret, got, want)
		}
	}
}

func TestURL(t *testing.T) {
	t.Parallel()
	for address, want := range map[string]string{
		"https://example.com/@ada":           "https://example.com/@ada",
		"https://u:fakepass@example.com/x":   "https://…@example.com/x",
		"https://u:fake@pass@example.com":    "https://…@example.com",
		"https://u:fake/pass@example.com":    "https://…@example.com",
		"https://example.com/?mail=a@b.test": "https://example.com/?mail=a@b.test",
		"nonsense":                           "nonsense",
	} {
		if got := redact.URL(address); got != want {
			t.Errorf("%s: got %s, want %s", address, got, want)
		}
	}
}

func TestASecretIsShownByItsPrefix(t *testing.T) {
	t.Parallel()
	const secret = "sk_test_fakefake"
	kept := secret
	for name, s := range map[string]redact.Secret{"of a text": redact.New(secret), "of a place": redact.Of(&kept)} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t"} {
			if got := fmt.Sprintf(verb, s); got != "sk_test" {
				t.Errorf("%s: %s gives %s", name, verb, got)
			}
			if got := fmt.Sprintf(verb, struct{ hidden redact.Secret }{s}); strings.Contains(got, "sk_") || strings.Contains(got, "736b5f") {
				t.Errorf("%s: %s gives %s", name, verb, got)
			}
		}
		if data, err := json.Marshal(map[string]any{"key": s}); err != nil || string(data) != `{"key":"sk_test"}` {
			t.Errorf("%s: JSON %s, %v", name, data, err)
		}
		if s.Reveal() != secret || s.IsEmpty() {
			t.Errorf("%s: the secret is lost", name)
		}
	}
	var zero redact.Secret
	if !zero.IsEmpty() || !redact.New("").IsEmpty() || zero.Reveal() != "" || fmt.Sprint(zero) != "" {
		t.Error("the zero secret is not empty")
	}
}

// Under a verb that does not fit, fmt looks behind one pointer.
func TestWhatIsHiddenIsNotFound(t *testing.T) {
	t.Parallel()
	type token struct{ raw string }
	at := &token{"fakefakefake"}
	type holder struct{ it redact.Hidden[token] }
	hidden := holder{redact.Hide(&at)}
	for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%d", "%t"} {
		for _, v := range []any{hidden, &hidden, struct{ in *holder }{&hidden}, struct{ in any }{hidden}} {
			if got := fmt.Sprintf(verb, v); strings.Contains(got, "fake") || strings.Contains(got, "66616b65") {
				t.Errorf("%s gives %s", verb, got)
			}
		}
	}
	if hidden.it.Get() != at || (redact.Hidden[token]{}).Get() != nil {
		t.Error("what is hidden is lost")
	}
}
