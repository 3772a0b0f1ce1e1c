package weburl

import (
	"errors"
	"strings"
)

// Why Read refuses a request. None repeats what the request holds.
var (
	ErrTarget      = errors.New("weburl: the request target is not a URL")
	ErrCredentials = errors.New("weburl: the request target contains credentials")
	ErrScheme      = errors.New("weburl: the scheme is neither http nor https")
)

// RequestParts is what of a request says which URL it is for. All are text:
// bytes beyond ASCII are to be mapped from Latin-1 by the caller, as Node does.
// Several headers of one name are to be joined by commas.
type RequestParts struct {
	Target         string // as it stands in the request line
	Host           string // the Host header
	ForwardedHost  string // the X-Forwarded-Host header
	ForwardedProto string // the X-Forwarded-Proto header
	TLS            bool   // whether the connection is encrypted
}

// Read makes u the URL by which the client knows what it asked for. What u was is
// forgotten; after an error it is not to be used.
//
// Host and scheme are the first values of the forwarded headers, else those of the
// connection; nothing in the target changes them. "ws" and "wss" count as "http"
// and "https". Path and query are the target's, as a browser's URL parser reads
// it; a fragment is dropped.
//
// Without a usable host the URL has no origin: Origin and Host are empty, Href is
// the path and query, and it is not to be redirected to.
//
// The error, for a request that deserves a 400, is ErrTarget for a target that no
// URL parser takes, ErrCredentials for one with a user name or password, and
// ErrScheme for a target or an X-Forwarded-Proto with another scheme than http or
// https.
func (p RequestParts) Read(u *URL) error {
	scheme, err := p.scheme()
	if err != nil {
		return err
	}
	target := p.Target
	pathLen, ok := isPlainTarget(target)
	if !ok {
		if target, pathLen, err = parseTarget(target, p.TLS); err != nil {
			return err
		}
	}
	host := p.host(scheme)
	if host == "" {
		*u = URL{href: target, at: offsets{search: pathLen, hash: len(target)}}
		return nil
	}
	// Joined, not resolved: a path that begins with two slashes is still a path.
	*u = plainURL(scheme+"://"+host+target, scheme, len(host), pathLen)
	return nil
}

func (p *RequestParts) scheme() (string, error) {
	switch proto := firstValue(p.ForwardedProto); {
	case proto == "":
		return connectionScheme(p.TLS), nil
	case strings.EqualFold(proto, "https"), strings.EqualFold(proto, "wss"):
		return "https", nil
	case strings.EqualFold(proto, "http"), strings.EqualFold(proto, "ws"):
		return "http", nil
	}
	return "", ErrScheme
}

func connectionScheme(tls bool) string {
	if tls {
		return "https"
	}
	return "http"
}

// host returns host and port as they stand in a URL, or nothing if there is no
// usable host. One with a user name is not usable.
func (p *RequestParts) host(scheme string) string {
	host := firstValue(p.ForwardedHost)
	if host == "" {
		host = strings.TrimSpace(p.Host)
	}
	if host == "" || isPlainHost(host, scheme) {
		return host
	}
	u, err := parseFull(scheme+"://"+host, nil)
	if err != nil || strings.Contains(host, "@") {
		return ""
	}
	return u.Host()
}

// firstValue returns the first value of a list header.
func firstValue(header string) string {
	first, _, _ := strings.Cut(header, ",")
	return strings.TrimSpace(first)
}

// parseTarget returns path and query of an unusual target, and how long the path is.
func parseTarget(target string, tls bool) (pathAndQuery string, pathLen int, err error) {
	base, err := Parse(connectionScheme(tls) + "://host.invalid/")
	if err != nil {
		return "", 0, err
	}
	u, err := base.Resolve(target)
	switch {
	case err != nil:
		return "", 0, ErrTarget
	case u.Protocol() != "http:" && u.Protocol() != "https:":
		return "", 0, ErrScheme
	case u.Username() != "" || u.Password() != "":
		return "", 0, ErrCredentials
	}
	return u.Pathname() + u.Search(), len(u.Pathname()), nil
}
