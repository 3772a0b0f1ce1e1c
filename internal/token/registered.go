package token

import (
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// Registered are the registered claims of RFC 7519, section 4.1, and Clerk's
// azp and sid, as Go has them. What is absent or of another type is zero.
type Registered struct {
	Issuer, Subject, SessionID, AuthorizedParty string
	Audience                                    []string
	IssuedAt, NotBefore, ExpiresAt              int64 // in seconds since 1970

	// wellFormed means that sub is somebody, exp a time, and that nbf and iat are
	// times or absent: then these fields alone tell whether the checks pass.
	wellFormed bool
}

func (c *Claims) registered() Registered {
	r := Registered{
		Issuer:          c.Iss.TextOr(""),
		Subject:         c.Sub.TextOr(""),
		SessionID:       c.Sid.TextOr(""),
		AuthorizedParty: c.Azp.TextOr(""),
		Audience:        audienceOf(c.Aud),
		wellFormed:      c.Sub.TextOr("") != "" && !c.Exp.IsUndefined(),
	}
	for _, claim := range []struct {
		value   js.Value
		seconds *int64
	}{{c.Iat, &r.IssuedAt}, {c.Nbf, &r.NotBefore}, {c.Exp, &r.ExpiresAt}} {
		if claim.value.IsUndefined() {
			continue
		}
		ms, isTime := timeOf(claim.value)
		r.wellFormed = r.wellFormed && isTime
		*claim.seconds = ms / 1000
	}
	return r
}

// audienceOf reads one text, or the texts of a list.
func audienceOf(v js.Value) []string {
	if text, ok := v.Text(); ok {
		return []string{text}
	}
	var list []string
	for _, item := range v.Items() {
		if text, ok := item.Text(); ok {
			list = append(list, text)
		}
	}
	return list
}

// pass reports whether every check passes. When it says no, claims has the reason, or
// knows better.
func (c *checks) pass(t *Token) bool {
	r := t.Registered()
	now, skew := c.now.UnixMilli(), c.skew.Milliseconds()
	return r.wellFormed &&
		r.ExpiresAt*1000 > now-skew && r.NotBefore*1000 <= now+skew && r.IssuedAt*1000 <= now+skew &&
		(len(c.authorizedParties) == 0 || r.AuthorizedParty != "" && slices.Contains(c.authorizedParties, r.AuthorizedParty)) &&
		c.inAudience(&t.Claims) == nil
}
