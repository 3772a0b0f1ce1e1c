package instance

import (
	"fmt"
	"net/netip"
	"net/url"
	"strings"
)

// Misspelled says what a key holds that no key of Clerk's does, and how such
// things come into one; empty when there is nothing. It repeats none of the key.
func Misspelled(key string) string {
	for _, r := range key {
		switch {
		case r == '\ufeff':
			return "holds a byte order mark (U+FEFF): save the file that it is read from as UTF-8 without one"
		case strings.ContainsRune("\"'`‘’“”„", r):
			return "holds a quote: give the value without quotes"
		case r == ';' || r == ',':
			return fmt.Sprintf("holds a %q: give the value without it", r)
		case r == '\\':
			return `holds a backslash, perhaps a line break written out as \n: give the value without it`
		case r == '\n' || r == '\r':
			return "holds a line break: give the value on one line"
		case r == ' ' || r == '\t':
			return "holds a blank: give the value without it"
		case r == '$' || r == '{' || r == '}' || r == '<' || r == '>':
			return fmt.Sprintf("holds a %q: put the key itself in the placeholder's place", r)
		case r < ' ' || r > '~':
			return fmt.Sprintf("holds the character %U, which is in no key: copy it anew", r)
		}
	}
	return ""
}

// The kinds of instance that a key may say it is of.
const (
	Development = "development"
	Production  = "production"
)

// KindOf returns which kind of instance a secret key or, with its prefix pk_, a
// publishable key says that it is of; empty when it does not say. A key from
// before there were prefixes begins with test_ or live_.
func KindOf(key string) string {
	key = strings.TrimPrefix(strings.TrimPrefix(key, "pk_"), "sk_")
	switch {
	case strings.HasPrefix(key, "test_"):
		return Development
	case strings.HasPrefix(key, "live_"):
		return Production
	}
	return ""
}

// InClear reports whether what is sent to an address can be read on its way:
// http to a host that is not this machine.
func InClear(address string) bool {
	u, err := url.Parse(address)
	if err != nil || !strings.EqualFold(u.Scheme, "http") {
		return false
	}
	host := strings.TrimSuffix(strings.ToLower(u.Hostname()), ".")
	ip, err := netip.ParseAddr(host)
	return host != "localhost" && !strings.HasSuffix(host, ".localhost") && (err != nil || !ip.Unmap().IsLoopback())
}
