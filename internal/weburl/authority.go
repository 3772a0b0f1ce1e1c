package weburl

import (
	"strconv"
	"strings"
)

// authority reads credentials, host and port, and the path after them. What r
// held before, apart from the scheme, is forgotten.
func (r *record) authority(s string) error {
	*r = record{scheme: r.scheme, hasHost: true}
	special := isSpecial(r.scheme)
	s, path := cutAtSlash(s, special)
	host, hasUserinfo := s, false
	if i := strings.LastIndexByte(s, '@'); i >= 0 {
		username, password, _ := strings.Cut(s[:i], ":")
		r.username, r.password = escaped(username, escapeUserinfo), escaped(password, escapeUserinfo)
		host, hasUserinfo = s[i+1:], true
	}
	host, port, hasPort := cutPort(host)
	if host == "" && (special || hasUserinfo || hasPort) {
		return ErrInvalid
	}
	var err error
	if host != "" {
		if r.host, err = parseHost(host, special); err != nil {
			return err
		}
	}
	if r.port, err = parsePort(port, r.scheme); err != nil {
		return err
	}
	if special || path != "" {
		r.path = appendPath("", dropSlash(path), r.scheme)
	}
	return nil
}

// cutAtSlash splits before the first slash.
func cutAtSlash(s string, special bool) (before, from string) {
	chars := "/"
	if special {
		chars = "/\\"
	}
	if i := strings.IndexAny(s, chars); i >= 0 {
		return s[:i], s[i:]
	}
	return s, ""
}

func dropSlash(path string) string {
	if path == "" {
		return ""
	}
	return path[1:]
}

// cutPort splits at the first colon that is not inside brackets.
func cutPort(s string) (host, port string, found bool) {
	inside := false
	for i := range len(s) {
		switch s[i] {
		case '[':
			inside = true
		case ']':
			inside = false
		case ':':
			if !inside {
				return s[:i], s[i+1:], true
			}
		}
	}
	return s, "", false
}

// parsePort returns the port in decimal, or nothing for the scheme's default.
func parsePort(s, scheme string) (string, error) {
	if s == "" {
		return "", nil
	}
	n, err := strconv.ParseUint(s, 10, 16)
	if err != nil {
		return "", ErrInvalid
	}
	port := strconv.FormatUint(n, 10)
	if port == defaultPort(scheme) {
		return "", nil
	}
	return port, nil
}

// file reads what follows "file:", or a reference relative to a file URL, in
// which case r is the base. See https://url.spec.whatwg.org/#file-state.
func (r *record) file(s string) error {
	slashes := leadingSlashes(s, true)
	switch {
	case s == "" && r.path != "":
	case slashes >= 2:
		return r.fileHost(s[2:])
	case slashes == 1:
		r.path = appendPath(drive(r.path, s[1:]), s[1:], r.scheme)
	case beginsWithDrive(s):
		r.path = appendPath("", s, r.scheme)
	default:
		r.path = appendPath(shortenPath(r.path, r.scheme), s, r.scheme)
	}
	return nil
}

// drive returns the drive of the base that an absolute path is on.
func drive(base, path string) string {
	if len(base) >= 3 && base[2] == ':' && beginsWithDrive(base[1:]) && !beginsWithDrive(path) {
		return base[:3]
	}
	return ""
}

func (r *record) fileHost(s string) error {
	host, path := cutAtSlash(s, true)
	r.host = ""
	if isDriveLetter(host) {
		r.path = appendPath("", s, r.scheme)
		return nil
	}
	if host != "" {
		var err error
		if r.host, err = parseHost(host, true); err != nil {
			return err
		}
		if r.host == "localhost" {
			r.host = ""
		}
	}
	r.path = appendPath("", dropSlash(path), r.scheme)
	return nil
}
