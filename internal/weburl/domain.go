package weburl

import (
	"strings"
	"unicode/utf8"

	"golang.org/x/net/idna"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// The labels of Punycode begin so.
const acePrefix = "xn--"

// longestUnicodeDomain is a bound on work, which grows with the square of a
// label's length. A domain in the DNS has 253 bytes, of which none can come from
// more than four here.
const longestUnicodeDomain = 4 * 253

// toASCII converts as the URL standard asks of it where beStrict is false.
var toASCII = idna.New(
	idna.MapForLookup(), idna.BidiRule(), idna.Transitional(false),
	idna.StrictDomainName(false), idna.CheckHyphens(false),
)

// domainToASCII is https://url.spec.whatwg.org/#concept-domain-to-ascii: a domain
// in lower case, labels beyond ASCII in Punycode, those in Punycode checked.
func domainToASCII(s string) (string, error) {
	lower := strings.ToLower(s)
	if !js.IsASCII(s) || strings.Contains(lower, acePrefix) {
		var err error
		if lower, err = unicodeDomain(s); err != nil {
			return "", err
		}
	}
	for i := range len(lower) {
		if c := lower[i]; c < ' ' || c == '%' || c == 0x7f || strings.IndexByte(forbiddenInHost, c) >= 0 {
			return "", ErrInvalid
		}
	}
	return lower, nil
}

func unicodeDomain(s string) (string, error) {
	if len(s) > longestUnicodeDomain || !utf8.ValidString(s) || hasEmptyPunycode(s) {
		return "", ErrInvalid
	}
	domain, err := toASCII.ToASCII(s)
	if err != nil || domain == "" {
		return "", ErrInvalid
	}
	// The rule of right-to-left scripts is applied to what was written, and not to
	// what it was mapped to: U+2135 is a symbol, and becomes a Hebrew letter.
	if again, err := toASCII.ToASCII(domain); err != nil || again != domain {
		return "", ErrInvalid
	}
	return domain, nil
}

// hasEmptyPunycode reports whether a label is "xn--" and nothing else, written in
// whatever way, which idna takes for an empty label. A digit before it keeps idna
// from decoding the label.
func hasEmptyPunycode(s string) bool {
	for label := range strings.FieldsFuncSeq(s, isDot) {
		if mapped, _ := toASCII.ToASCII("0" + label); mapped == "0"+acePrefix {
			return true
		}
	}
	return false
}

// isDot reports whether a character separates labels.
func isDot(r rune) bool { return r == '.' || r == '\u3002' || r == '\uff0e' || r == '\uff61' }
