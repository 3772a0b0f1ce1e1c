package token

import (
	"math"
	"slices"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// checks are those of one call: what is asked of the claims, and when.
type checks struct {
	audience          []string
	authorizedParties []string
	now               time.Time
	skew              time.Duration
}

// claims runs every check in the order of the original, so that a token with
// two faults is refused for the same one.
func (c *checks) claims(claims *Claims) *Error {
	for _, check := range [...]func(*Claims) *Error{
		c.subject, c.inAudience, c.authorizedParty, c.expiry, c.notBefore, c.issuedAt,
	} {
		if err := check(claims); err != nil {
			return err
		}
	}
	return nil
}

func failed(message string) *Error {
	return &Error{Reason: ReasonVerificationFailed, Message: message, Action: actionEnsureClerkJWT}
}

// subject refuses a token of nobody: an empty id is no id.
func (*checks) subject(c *Claims) *Error {
	if c.Sub.TextOr("") != "" {
		return nil
	}
	return failed("Subject claim (sub) is required and must be a string. Received " + c.Sub.JSON() + ".")
}

// inAudience refuses a token that names audiences of which none is ours. One
// that names none passes, since Clerk's session tokens have no audience.
func (c *checks) inAudience(claims *Claims) *Error {
	ours := present(c.audience)
	if len(ours) == 0 {
		return nil
	}
	if text, ok := claims.Aud.Text(); ok {
		if text == "" || slices.Contains(ours, text) {
			return nil
		}
		return failed("Invalid JWT audience claim (aud) " + claims.Aud.JSON() +
			`. Is not included in "` + stringify(ours) + `".`)
	}
	theirs, ok := allTexts(claims.Aud)
	if !ok || !slices.ContainsFunc(theirs, isPresent) || slices.ContainsFunc(theirs, in(ours)) {
		return nil
	}
	return failed("Invalid JWT audience claim array (aud) " + claims.Aud.JSON() +
		`. Is not included in "` + stringify(ours) + `".`)
}

// oauthAudience refuses an OAuth access token that is not meant for us, also
// when it says nothing about whom it is meant for (RFC 9068, section 4).
func (c *checks) oauthAudience(aud js.Value) *Error {
	ours := present(c.audience)
	if len(ours) == 0 {
		return nil
	}
	var theirs []string
	var ok bool
	if text, isText := aud.Text(); isText {
		theirs, ok = []string{text}, true
	} else {
		theirs, ok = allTexts(aud)
	}
	if !ok || slices.Contains(theirs, "") {
		return &Error{
			Reason: ReasonVerificationFailed,
			Message: "Invalid OAuth audience claim (aud) " + aud.JSON() +
				". Expected a non-empty string or a non-empty array of non-empty strings.",
		}
	}
	if slices.ContainsFunc(theirs, in(ours)) {
		return nil
	}
	return &Error{
		Reason: ReasonVerificationFailed,
		Message: "OAuth audience mismatch. Verification expected audience " + stringify(ours) +
			", but incoming token has aud " + aud.JSON() + ".",
	}
}

// authorizedParty refuses a token made for another origin, and one that does
// not say for which: else leaving the claim out would pass the check.
func (c *checks) authorizedParty(claims *Claims) *Error {
	if len(c.authorizedParties) == 0 {
		return nil
	}
	party, ok := claims.Azp.Text()
	if ok && party != "" && slices.Contains(c.authorizedParties, party) {
		return nil
	}
	return &Error{
		Reason: ReasonInvalidAuthorizedParties,
		Message: "Invalid JWT Authorized party claim (azp) " + claims.Azp.JSON() +
			`. Expected "` + strings.Join(c.authorizedParties, ",") + `".`,
	}
}

func (c *checks) expiry(claims *Claims) *Error {
	at, ok := timeOf(claims.Exp)
	if !ok {
		return noTime("expiry date claim (exp)", claims.Exp)
	}
	if at > c.now.UnixMilli()-c.skew.Milliseconds() {
		return nil
	}
	return &Error{
		Reason:  ReasonExpired,
		Message: "JWT is expired. Expiry date: " + utc(at) + ", Current date: " + utc(c.now.UnixMilli()) + ".",
	}
}

func (c *checks) notBefore(claims *Claims) *Error {
	if claims.Nbf.IsUndefined() {
		return nil
	}
	at, ok := timeOf(claims.Nbf)
	if !ok {
		return noTime("not before date claim (nbf)", claims.Nbf)
	}
	if at <= c.now.UnixMilli()+c.skew.Milliseconds() {
		return nil
	}
	return &Error{
		Reason: ReasonNotActiveYet,
		Message: "JWT cannot be used prior to not before date claim (nbf). Not before date: " + utc(at) +
			"; Current date: " + utc(c.now.UnixMilli()) + ";",
	}
}

func (c *checks) issuedAt(claims *Claims) *Error {
	if claims.Iat.IsUndefined() {
		return nil
	}
	at, ok := timeOf(claims.Iat)
	if !ok {
		return noTime("issued at date claim (iat)", claims.Iat)
	}
	if at <= c.now.UnixMilli()+c.skew.Milliseconds() {
		return nil
	}
	return &Error{
		Reason: ReasonIatInTheFuture,
		Message: "JWT issued at date claim (iat) is in the future. Issued at date: " + utc(at) +
			"; Current date: " + utc(c.now.UnixMilli()) + ";",
	}
}

func noTime(what string, claim js.Value) *Error {
	if claim.IsNumber() {
		return failed("Invalid JWT " + what + " " + claim.ToString() + ". Expected a date.")
	}
	return failed("Invalid JWT " + what + " " + claim.JSON() + ". Expected number.")
}

// timeOf returns the milliseconds of a NumericDate (RFC 7519, section 2), in
// whole seconds. A number that JavaScript's Date cannot hold is no time: it is
// neither before nor after anything, so that every check would pass.
func timeOf(claim js.Value) (int64, bool) {
	seconds, ok := claim.Number()
	ms := math.Trunc(seconds) * 1000
	if !ok || !(math.Abs(ms) <= 8.64e15) {
		return 0, false
	}
	return int64(ms), true
}

func utc(ms int64) string {
	return time.UnixMilli(ms).UTC().Format("Mon, 02 Jan 2006 15:04:05 GMT")
}

func isPresent(text string) bool { return text != "" }

func present(list []string) []string {
	if !slices.Contains(list, "") {
		return list
	}
	var kept []string
	for _, text := range list {
		if text != "" {
			kept = append(kept, text)
		}
	}
	return kept
}

func in(list []string) func(string) bool {
	return func(text string) bool { return slices.Contains(list, text) }
}

// allTexts returns the strings of an array that has nothing else, and at least
// one.
func allTexts(v js.Value) ([]string, bool) {
	items := v.Items()
	all := make([]string, 0, len(items))
	for _, item := range items {
		text, ok := item.Text()
		if !ok {
			return nil, false
		}
		all = append(all, text)
	}
	return all, len(all) > 0
}

func stringify(list []string) string {
	quoted := make([]string, len(list))
	for i, text := range list {
		quoted[i] = string(js.Quote(text))
	}
	return "[" + strings.Join(quoted, ",") + "]"
}
