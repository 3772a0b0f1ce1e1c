package token

import (
	"strings"
	"sync/atomic"

	"github.com/clerkfiber/clerkfiber/internal/js"
	"github.com/clerkfiber/clerkfiber/internal/session"
)

// Header has the fields of a JOSE header that matter here.
type Header struct {
	Alg, Typ, Kid, Cat, Crit, B64 js.Value
}

// Claims has the claims that verification looks at.
type Claims struct {
	Iss, Sub, Sid, Azp, Aud, Iat, Exp, Nbf js.Value

	handshake js.Value
}

// Token is a JWT taken apart. Nothing in it is to be believed until a Verifier
// said so. A Token may be shared between requests: read it, never write to it.
type Token struct {
	Raw  string
	Kind string // one of the Kind constants, by what the token says

	verifiedBy atomic.Pointer[key] // the key whose signature it bears; nil: not verified
	reading    atomic.Pointer[reading]
	machine    atomic.Pointer[machineReading]

	Header  Header
	Claims  Claims
	Payload string // the JSON of the claims
}

// reading is what the payload says, worked out once in the life of a Token, or
// by each of those who ask at the same time.
type reading struct {
	registered Registered
	properties session.Properties
	err        error
}

func (t *Token) read() *reading {
	if r := t.reading.Load(); r != nil {
		return r
	}
	properties, err := session.FromPayload(js.Value(t.Payload))
	t.reading.CompareAndSwap(nil, &reading{t.Claims.registered(), properties, err})
	return t.reading.Load()
}

// Session returns what the payload says about the user of a session. Callers
// share it, and copy what they hand out. The error is that of
// session.FromPayload.
func (t *Token) Session() (*session.Properties, error) {
	r := t.read()
	if r.err != nil {
		return nil, r.err
	}
	return &r.properties, nil
}

// Registered returns the registered claims. Callers share them, and copy what
// they hand out.
func (t *Token) Registered() *Registered { return &t.read().registered }

// The two ways in which a text is no JWT.
var (
	errForm     = &Error{Reason: ReasonInvalid, Message: "Invalid JWT form. A JWT consists of three parts separated by dots."}
	errEncoding = &Error{Reason: ReasonInvalid, Message: "Invalid JWT form. The header, payload, or signature could not be decoded."}
)

// Decode takes a JWT apart (RFC 7515, compact serialization) without judging
// its signature or claims. Header and payload have to be JSON, and not null; what is
// no object has no fields.
func Decode(raw string) (*Token, *Error) {
	header, payload, signature, ok := split(raw)
	if !ok {
		return nil, errForm
	}
	if _, decodes := decodePart(make([]byte, 0, 512), signature); !decodes {
		return nil, errEncoding
	}
	fields, ok := decodeObject(header)
	if !ok {
		return nil, errEncoding
	}
	claims, ok := decodeObject(payload)
	if !ok {
		return nil, errEncoding
	}
	t := &Token{Payload: string(claims)}
	fields.Fields(t.Header.take)
	claims.Fields(t.Claims.take)
	t.Kind = kindOf(&t.Header, &t.Claims)
	// A copy, since raw is often a piece of a whole Cookie header, which a
	// cached token must not keep alive.
	t.Raw = strings.Clone(raw)
	return t, nil
}

func (h *Header) take(name string, v js.Value) bool {
	switch name {
	case "alg":
		h.Alg = v
	case "typ":
		h.Typ = v
	case "kid":
		h.Kid = v
	case "cat":
		h.Cat = v
	case "crit":
		h.Crit = v
	case "b64":
		h.B64 = v
	}
	return true
}

func (c *Claims) take(name string, v js.Value) bool {
	switch name {
	case "iss":
		c.Iss = v
	case "sub":
		c.Sub = v
	case "sid":
		c.Sid = v
	case "azp":
		c.Azp = v
	case "aud":
		c.Aud = v
	case "iat":
		c.Iat = v
	case "exp":
		c.Exp = v
	case "nbf":
		c.Nbf = v
	case "handshake":
		c.handshake = v
	}
	return true
}

func decodeObject(encoded string) (js.Value, bool) {
	decoded, ok := decodePart(make([]byte, 0, 1024), encoded) // js.Parse copies it
	if !ok {
		return js.Undefined, false
	}
	object, err := js.Parse(js.DecodeUTF8(decoded))
	return object, err == nil && !object.IsNull()
}

// signed returns what the signature is over, and the signature. They are worked
// out when they are needed, which is once: a cached token is smaller without.
func (t *Token) signed() (text, signature []byte) {
	dot := strings.LastIndexByte(t.Raw, '.')
	signature, ok := decodePart(nil, t.Raw[dot+1:])
	if !ok {
		return nil, nil
	}
	return []byte(t.Raw[:dot]), signature
}
