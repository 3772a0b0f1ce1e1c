package fapiproxy

import (
	"errors"
	"net/url"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// Target is where the proxy forwards to.
type Target struct {
	base     *weburl.URL
	scheme   string
	host     string
	origin   string
	basePath string // without a slash at its end
}

// ParseTarget refuses addresses with the words of @clerk/backend.
func ParseTarget(address string) (*Target, error) {
	u, err := weburl.Parse(address)
	switch {
	case err != nil:
		return nil, errors.New("Invalid URL")
	case u.Protocol() != "http:" && u.Protocol() != "https:":
		return nil, errors.New("FAPI URL must use http or https")
	case u.Username() != "" || u.Password() != "" || u.Search() != "" || u.Hash() != "":
		return nil, errors.New("FAPI URL must not include credentials, a query string, or a hash")
	}
	return &Target{
		base:     u,
		scheme:   strings.TrimSuffix(u.Protocol(), ":"),
		host:     u.Host(),
		origin:   u.Origin(),
		basePath: strings.TrimRight(u.Pathname(), "/"),
	}, nil
}

// at is the URL for a path below the proxy's. Scheme and host are never taken
// from the path; ok is false for the few paths that net/http would send as
// another address.
func (t *Target) at(path, search string) (u *url.URL, ok bool) {
	if path == "" {
		path = "/"
	}
	path = t.basePath + path
	u = &url.URL{Scheme: t.scheme, Host: t.host, RawQuery: strings.TrimPrefix(search, "?")}
	if plain, err := url.PathUnescape(path); err == nil {
		u.Path, u.RawPath = plain, path
		if u.EscapedPath() == path {
			return u, true
		}
	}
	// A browser's parser lets through what net/url would escape once more, or
	// refuse. Opaque is sent as it is, unless it begins with two slashes.
	u.Path, u.RawPath, u.Opaque = "", "", path
	return u, !strings.HasPrefix(path, "//")
}

// behindProxy gives a Location of the Frontend API the address that it has
// behind the proxy. Other places are left alone.
func (t *Target) behindProxy(location, proxyURL string) string {
	u, err := t.base.Resolve(location)
	if err != nil || u.Host() != t.host {
		return location
	}
	return proxyURL + u.Pathname() + u.Search() + u.Hash()
}
