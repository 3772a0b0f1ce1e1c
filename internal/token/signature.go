package token

import "github.com/clerkfiber/clerkfiber/internal/js"

// checkHeader refuses a type or an algorithm that is not Clerk's, and what asks
// for more than a JWT. The type may be left out, but not by an OAuth access token.
func checkHeader(t *Token, accessToken bool) *Error {
	if refusal := checkType(t.Header.Typ, accessToken); refusal != nil {
		return refusal
	}
	if alg, ok := t.Header.Alg.Text(); !ok || !supported(alg) {
		return &Error{
			Reason:  ReasonInvalidAlgorithm,
			Message: "Invalid JWT algorithm " + t.Header.Alg.JSON() + ". Supported: RS256,RS384,RS512.",
			Action:  actionEnsureClerkJWT,
		}
	}
	return checkCritical(&t.Header)
}

// checkCritical refuses a token that asks to be read by rules that are not
// known here: an extension that must be understood (RFC 7515, section 4.1.11),
// or a payload that is not encoded (RFC 7797).
func checkCritical(h *Header) *Error {
	for _, field := range [...]struct {
		name   string
		value  js.Value
		wanted bool
	}{
		{"crit", h.Crit, h.Crit.IsUndefined()},
		{"b64", h.B64, h.B64.IsUndefined() || h.B64 == "true"},
	} {
		if !field.wanted {
			return &Error{
				Reason:  ReasonInvalid,
				Message: "Unsupported JWT header field " + field.name + " " + field.value.JSON() + ".",
				Action:  actionEnsureClerkJWT,
			}
		}
	}
	return nil
}

func checkType(typ js.Value, accessToken bool) *Error {
	expected := "JWT"
	if accessToken {
		if isAccessTokenType(typ) {
			return nil
		}
		expected = "at+jwt, application/at+jwt"
	} else if typ.IsUndefined() || typ.TextOr("") == expected {
		return nil
	}
	return &Error{
		Reason:  ReasonInvalid,
		Message: "Invalid JWT type " + typ.JSON() + `. Expected "` + expected + `".`,
		Action:  actionEnsureClerkJWT,
	}
}

// signature checks the token's signature unless the same key has done so
// before. What it verified enters the cache.
func (v *Verifier) signature(t *Token, k *key) *Error {
	if t.verifiedBy.Load() == k {
		return nil
	}
	alg := t.Header.Alg.TextOr("")
	if fault := k.faultFor(alg); fault != "" {
		return failed("Error verifying JWT signature. Error: " + fault)
	}
	if !v.verifyOnce(t, k, alg) {
		return &Error{Reason: ReasonInvalidSignature, Message: "JWT signature is invalid."}
	}
	return nil
}

// verifyOnce checks a signature once for all who bring the same token at the
// same time.
func (v *Verifier) verifyOnce(t *Token, k *key, alg string) bool {
	result, _, _ := v.flights.Do(t.Raw, func() (any, error) {
		if known := v.Known(t.Raw); known != nil && known.verifiedBy.Load() == k {
			return k, nil // since this request took the token apart
		}
		if !k.verify(alg, t) {
			return (*key)(nil), nil
		}
		t.verifiedBy.Store(k)
		if v.tokens != nil {
			v.tokens.add(t, v.config.Now())
		}
		return k, nil
	})
	switch result {
	case k:
		t.verifiedBy.Store(k)
		return true
	case (*key)(nil):
		return false
	}
	// Another caller saw the keys change and asked another key.
	return k.verify(alg, t)
}
