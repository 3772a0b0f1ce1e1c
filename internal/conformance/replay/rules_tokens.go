package replay

import (
	"encoding/json"
	"regexp"
	"strconv"
	"strings"
)

// One spelling of a token.

// paddedToken: a session cookie whose token has an equals sign too many.
func paddedToken(c *recorded, _ *got) bool {
	return strings.Contains(c.Request.token(), "=")
}

// What a token is.

var anyJWT = regexp.MustCompile(`[\w-]+\.[\w-]+\.[\w-]+`)

// notAHandshake: what is given as a handshake token is about a user, orders no
// cookies, or is too old.
func notAHandshake(c *recorded, _ *got) bool {
	found := handshakeToken.FindStringSubmatch(c.Request.Target + c.Request.header("Cookie"))
	if found == nil {
		return false
	}
	claims := segment(found[1], 1)
	var directives []json.RawMessage
	isList := json.Unmarshal([]byte(member(claims, "handshake")), &directives) == nil && directives != nil
	return claims != nil && (member(claims, "sub") != "" || !isList || expired(c, claims))
}

func expired(c *recorded, claims []byte) bool {
	exp, err := strconv.ParseInt(member(claims, "exp"), 10, 64)
	return err == nil && exp <= c.time().Unix()-5
}

// goesOnHere: the request is decided as if it had brought no handshake.
func goesOnHere(_ *recorded, g *got) bool {
	return g.Error == "" && (g.Status == 200 || g.Status == 307) && headerOf(g.Headers, "access-control-allow-origin") == ""
}

// handedOut are the tokens with which the visitor was to be signed in: by a
// handshake's token, or by an answer of the Backend API.
func handedOut(c *recorded) (tokens []string) {
	if found := handshakeToken.FindStringSubmatch(c.Request.Target + c.Request.header("Cookie")); found != nil {
		tokens = anyJWT.FindAllString(string(segment(found[1], 1)), -1)
	}
	for _, s := range c.Backend {
		tokens = append(tokens, anyJWT.FindAllString(string(s.Body), -1)...)
	}
	return tokens
}

// otherHandedOut: one of them is a JWT template's or a machine's.
func otherHandedOut(c *recorded, _ *got) bool {
	for _, token := range handedOut(c) {
		if member(segment(token, 0), "cat") == `"cl_B7d4PD222AAA"` || strings.HasPrefix(member(segment(token, 1), "sub"), `"mch_`) {
			return true
		}
	}
	return false
}

func notSignedInByIt(c *recorded, g *got) bool {
	if g.Error != "" || g.Status >= 400 {
		return false
	}
	for _, token := range handedOut(c) {
		if g.Passed != nil && g.Passed.Token != nil && *g.Passed.Token == token {
			return false
		}
	}
	return true
}

// What a token must say.

// endless: a time so far off that JavaScript has no date for it.
func endless(c *recorded, _ *got) bool {
	exp, err := strconv.ParseFloat(member(segment(c.Request.token(), 1), "exp"), 64)
	return err == nil && exp > 8.64e12
}

func withoutID(c *recorded, _ *got) bool {
	return member(segment(c.Request.token(), 1), "sub") == `""`
}

func notBelievedHere(_ *recorded, g *got) bool {
	return passedSignedOut(g) && reason(g) == "token-verification-failed"
}
