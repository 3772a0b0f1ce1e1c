package weburl

import "strings"

// record is a URL taken apart, while it is being parsed: what the standard calls
// a URL record. See https://url.spec.whatwg.org/#concept-url.
type record struct {
	scheme             string
	username, password string
	host, port         string
	hasHost            bool
	path               string // serialized
	query, fragment    optional
}

// optional tells an absent component from an empty one.
type optional struct {
	text string
	set  bool
}

// defaultPort returns the port that a special scheme implies, if it has one.
func defaultPort(scheme string) string {
	switch scheme {
	case "http", "ws":
		return "80"
	case "https", "wss":
		return "443"
	case "ftp":
		return "21"
	}
	return ""
}

func isSpecial(scheme string) bool {
	return scheme == "file" || defaultPort(scheme) != ""
}

// parseFull is https://url.spec.whatwg.org/#concept-basic-url-parser, as one pass
// over components instead of characters. base may be nil.
func parseFull(s string, base *URL) (*URL, error) {
	s = strings.TrimFunc(s, func(r rune) bool { return r <= ' ' })
	s = dropTabsAndNewlines(s)
	var r record
	s, fragment, hasFragment := strings.Cut(s, "#")
	s, query, hasQuery := strings.Cut(s, "?")
	scheme, rest := cutScheme(s)
	var err error
	switch {
	case scheme != "" && (base == nil || !sameSpecial(scheme, rest, base)):
		r.scheme = scheme
		err = r.absolute(rest)
	case base == nil:
		return nil, ErrInvalid
	case base.isOpaque():
		if s != "" || hasQuery || !hasFragment {
			return nil, ErrInvalid
		}
		r = base.record()
	default:
		r = base.record()
		if rest != "" || hasQuery {
			r.query = optional{}
		}
		err = r.relative(rest)
	}
	if err != nil {
		return nil, err
	}
	r.fragment = optional{escaped(fragment, escapeFragment), hasFragment}
	if hasQuery {
		set := escapeQuery
		if isSpecial(r.scheme) {
			set = escapeSpecialQuery
		}
		r.query = optional{escaped(query, set), true}
	}
	return r.serialize(), nil
}

func dropTabsAndNewlines(s string) string {
	if !strings.ContainsAny(s, "\t\n\r") {
		return s
	}
	return strings.NewReplacer("\t", "", "\n", "", "\r", "").Replace(s)
}

// cutScheme splits a scheme in lower case from what follows its colon. Without a
// scheme, rest is all of s.
func cutScheme(s string) (scheme, rest string) {
	for i := range len(s) {
		c := s[i]
		switch {
		case isLetter(c):
		case i > 0 && ('0' <= c && c <= '9' || c == '+' || c == '-' || c == '.'):
		case i > 0 && c == ':':
			return strings.ToLower(s[:i]), s[i+1:]
		default:
			return "", s
		}
	}
	return "", s
}

// sameSpecial reports whether "http:path" is a relative reference although it has a
// scheme: the base's own, and no two slashes. A file URL needs no slashes.
func sameSpecial(scheme, rest string, base *URL) bool {
	return isSpecial(scheme) && scheme == base.scheme() && (scheme == "file" || !strings.HasPrefix(rest, "//"))
}

// absolute reads what follows the scheme, up to the query.
func (r *record) absolute(rest string) error {
	switch {
	case r.scheme == "file":
		r.hasHost = true
		return r.file(rest)
	case isSpecial(r.scheme):
		return r.authority(strings.TrimLeft(rest, "/\\"))
	case strings.HasPrefix(rest, "//"):
		return r.authority(rest[2:])
	case strings.HasPrefix(rest, "/"):
		r.path = appendPath("", rest[1:], r.scheme)
	default:
		r.path = escaped(rest, escapeControls)
	}
	return nil
}

// relative reads a reference up to the query; r is the base.
func (r *record) relative(ref string) error {
	slashes := leadingSlashes(ref, isSpecial(r.scheme))
	switch {
	case r.scheme == "file":
		return r.file(ref)
	case ref == "":
	case slashes >= 2 && isSpecial(r.scheme):
		return r.authority(ref[slashes:])
	case slashes >= 2:
		return r.authority(ref[2:])
	case slashes == 1:
		r.path = appendPath("", ref[1:], r.scheme)
	default:
		r.path = appendPath(shortenPath(r.path, r.scheme), ref, r.scheme)
	}
	return nil
}

// leadingSlashes counts the slashes that s begins with. In a special URL
// backslashes are slashes.
func leadingSlashes(s string, special bool) int {
	if special {
		return len(s) - len(strings.TrimLeft(s, "/\\"))
	}
	return len(s) - len(strings.TrimLeft(s, "/"))
}
