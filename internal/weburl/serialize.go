package weburl

import "strings"

// serialize is https://url.spec.whatwg.org/#url-serializing.
func (r *record) serialize() *URL {
	var b strings.Builder
	b.Grow(len(r.scheme) + len(r.username) + len(r.password) + len(r.host) + len(r.port) +
		len(r.path) + len(r.query.text) + len(r.fragment.text) + len("://:@:/.?#"))
	u := new(URL)
	b.WriteString(r.scheme)
	b.WriteByte(':')
	u.at.afterScheme = b.Len()
	if r.hasHost {
		b.WriteString("//")
	}
	u.at.username = b.Len()
	b.WriteString(r.username)
	u.at.password = b.Len()
	writeAfter(&b, ":", r.password)
	if r.username != "" || r.password != "" {
		b.WriteByte('@')
	}
	u.at.host = b.Len()
	b.WriteString(r.host)
	u.at.port = b.Len()
	writeAfter(&b, ":", r.port)
	u.at.afterHost = b.Len()
	if !r.hasHost && strings.HasPrefix(r.path, "//") {
		b.WriteString("/.") // or the path would be read as a host
	}
	u.at.path = b.Len()
	b.WriteString(r.path)
	u.at.search = b.Len()
	if r.query.set {
		b.WriteByte('?')
		b.WriteString(r.query.text)
	}
	u.at.hash = b.Len()
	if r.fragment.set {
		b.WriteByte('#')
		b.WriteString(r.fragment.text)
	}
	u.href = b.String()
	return u
}

func writeAfter(b *strings.Builder, mark, s string) {
	if s != "" {
		b.WriteString(mark)
		b.WriteString(s)
	}
}

// record takes the URL apart again.
func (u *URL) record() record {
	return record{
		scheme:   u.scheme(),
		username: u.Username(), password: u.Password(),
		host: u.Hostname(), port: u.Port(), hasHost: u.hasHost(),
		path:     u.Pathname(),
		query:    cutMark(u.href[u.at.search:u.at.hash]),
		fragment: cutMark(u.href[u.at.hash:]),
	}
}

func (u *URL) hasHost() bool {
	return strings.HasPrefix(u.href[u.at.afterScheme:], "//")
}

// isOpaque reports whether the path is no list of segments, as in "mailto:a@b".
func (u *URL) isOpaque() bool {
	return !u.hasHost() && !strings.HasPrefix(u.Pathname(), "/")
}

// cutMark drops the question mark or number sign of a component.
func cutMark(s string) optional {
	if s == "" {
		return optional{}
	}
	return optional{s[1:], true}
}
