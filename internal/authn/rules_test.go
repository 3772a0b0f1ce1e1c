package authn

import (
	"slices"
	"testing"
)

// The order of the rules is the protocol. Each line says what goes wrong when
// the rule stands elsewhere; who moves one has to change a reason here.
func TestTheOrderOfTheRules(t *testing.T) {
	t.Parallel()
	type line struct{ name, why string }
	check := func(rules []rule, want []line) {
		t.Helper()
		var names, expected []string
		for _, r := range rules {
			names = append(names, r.name)
		}
		for _, l := range want {
			expected = append(expected, l.name)
			if l.why == "" {
				t.Errorf("%s stands where it stands for no reason", l.name)
			}
		}
		if !slices.Equal(names, expected) {
			t.Errorf("got  %v\nwant %v", names, expected)
		}
	}
	check(cookieRules, []line{
		{"finish-handshake", "first of all: later rules would start the handshake anew that has just been finished"},
		{"satellite-sync-in-production", "before the cookies are judged: a satellite's visitor has none on the first visit, and that is the point"},
		{"satellite-sync-in-development", "likewise, and before the dev browser is missed: the primary hands it over"},
		{"primary-answers-satellite", "before any handshake of the primary's own, which would lose the satellite's address"},
		{"dev-browser-in-url", "before a missing dev browser: the one in the URL has to be made a cookie"},
		{"dev-browser-missing", "before the cookies are judged: without a dev browser, cookies of localhost are anybody's"},
		{"no-cookies", "before the two that miss one cookie, so that a stranger is never redirected in production"},
		{"session-without-client-uat", "before the token is read: without client_uat nobody knows whether it is still meant"},
		{"client-uat-without-session", "before the token is read: there is none"},
		{"unreadable-session", "before whatever looks into the token"},
		{"not-a-session-token", "before verification, which such a token passes: it is signed with the same key"},
		{"issued-before-client-uat", "before verification: a token of before the last sign-out is genuine and not meant any more"},
		{"verify-session", "before anything is believed"},
		{"cross-domain-sync", "after verification: only somebody who is signed in here can have changed elsewhere"},
		{"unreadable-claims", "after cross-domain sync, which does not look at claims, and before organizations, which do"},
		{"organization-sync", "last but one: it compares with the organization of somebody who is signed in"},
		{"signed-in", "last: nothing objects"},
	})
	check(bearerRules, []line{
		{"unreadable-session", "before whatever looks into the token"},
		{"not-a-session-token", "before verification, which such a token passes"},
		{"verify-session", "before anything is believed"},
		{"unreadable-claims", "after verification: what a stranger writes into claims is not worth a reason of its own"},
		{"signed-in", "last: nothing objects"},
	})
	check(machineRules, []line{
		{"not-a-machine-token", "before its kind is asked for"},
		{"kind-not-accepted", "before the Backend API is asked about a token that nobody wants"},
		{"verify-machine-token", "last: it decides either way"},
	})
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
