package authn

import (
	"os"
	"slices"
	"strings"
	"testing"
)

// The order of the rules is the protocol; rules.go says why.
func TestTheOrderOfTheRules(t *testing.T) {
	t.Parallel()
	for _, list := range []struct {
		rules []rule
		want  string
	}{
		{cookieRules, "finish-handshake satellite-sync-in-production satellite-sync-in-development " +
			"primary-answers-satellite dev-browser-in-url dev-browser-missing no-cookies " +
			"session-without-client-uat client-uat-without-session unreadable-session not-a-session-token " +
			"issued-before-client-uat verify-session cross-domain-sync unreadable-claims organization-sync " +
			"signed-in"},
		{bearerRules, "unreadable-session not-a-session-token verify-session unreadable-claims signed-in"},
		{machineRules, "not-a-machine-token kind-not-accepted verify-machine-token"},
	} {
		var names []string
		for _, r := range list.rules {
			names = append(names, r.name)
		}
		if got := strings.Join(names, " "); got != list.want {
			t.Errorf("got  %s\nwant %s", got, list.want)
		}
	}
}

// A rule without its reason is one that somebody will move.
func TestEveryRuleHasItsReason(t *testing.T) {
	t.Parallel()
	source, err := os.ReadFile("rules.go")
	if err != nil {
		t.Fatal(err)
	}
	rows, above := 0, ""
	for line := range strings.Lines(string(source)) {
		if strings.HasPrefix(line, "\t{") {
			rows++
			if !strings.HasPrefix(above, "\t// ") {
				t.Errorf("no reason above %s", line)
			}
		}
		above = line
	}
	if want := len(cookieRules) + len(bearerRules) + len(machineRules); rows != want {
		t.Errorf("%d rows, want %d", rows, want)
	}
}

func TestTheOrderOfTheSuffixRules(t *testing.T) {
	t.Parallel()
	want := []string{
		"the plain session names no issuer",
		"the plain session is another instance's",
		"nothing is suffixed",
		"both are signed in, plain is newer",
		"suffixed is signed out, plain is not",
		"plain is signed out, suffixed has expired (development)",
		"a suffixed session without its client_uat",
	}
	var got []string
	for _, r := range suffixRules {
		got = append(got, r.name)
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %q\nwant %q", got, want)
	}
}

func TestHeaderText(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		text, want string
		ok         bool
	}{
		{"plain", "plain", true},
		{" trimmed\t", "trimmed", true},
		{"a\tb", "a\tb", true},
		{"é", "\xe9", true},
		{"a\r\nSet-Cookie: x=1", "", false},
		{"a\nb", "", false},
		{"a\x00b", "", false},
		{"a\x7fb", "", false},
		{"€", "", false},
		{"", "", true},
	} {
		if got, ok := headerText(test.text); got != test.want || ok != test.ok {
			t.Errorf("%q: got %q, %v", test.text, got, ok)
		}
	}
}

func FuzzHeaderText(f *testing.F) {
	for _, seed := range []string{"", "a\r\nb", "é", "\xff\xfe", "\u2028"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		value, ok := headerText(text)
		for i := range len(value) {
			if c := value[i]; ok && (c < 0x20 && c != '\t' || c == 0x7f) {
				t.Fatalf("%q became %q", text, value)
			}
		}
	})
}
