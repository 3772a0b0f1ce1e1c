package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// JWKS is a JSON Web Key Set, as RFC 7517 has it.
type JWKS struct {
	Keys []JSONWebKey `json:"keys,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *JWKS) UnmarshalJSON(data []byte) error {
	type fields JWKS
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x JWKS) MarshalJSON() ([]byte, error) {
	type fields JWKS
	return resource.Marshal(fields(x), x.Extra)
}

// JSONWebKey is one key, of any type; RFC 7517 and RFC 7518 say which fields a
// type has. Numbers are base64url.
type JSONWebKey struct {
	Kid string        `json:"kid"`
	Alg string        `json:"alg"`
	Use string        `json:"use"`
	Kty JSONWebKeyKty `json:"kty"`
	Crv *string       `json:"crv,omitzero"`
	X   *string       `json:"x,omitzero"`
	X5c []string      `json:"x5c,omitzero"`
	X5t *string       `json:"x5t,omitzero"`
	// X5tS256 is the SHA-256 thumbprint.
	X5tS256 *string `json:"x5t#S256,omitzero"`
	X5u     *string `json:"x5u,omitzero"`
	Y       *string `json:"y,omitzero"`
	N       *string `json:"n,omitzero"`
	E       *string `json:"e,omitzero"`
	// D and the fields like it are private; Clerk does not send them.
	D  *string `json:"d,omitzero"`
	P  *string `json:"p,omitzero"`
	Q  *string `json:"q,omitzero"`
	Dp *string `json:"dp,omitzero"`
	Dq *string `json:"dq,omitzero"`
	Qi *string `json:"qi,omitzero"`
	K  *string `json:"k,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *JSONWebKey) UnmarshalJSON(data []byte) error {
	type fields JSONWebKey
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x JSONWebKey) MarshalJSON() ([]byte, error) {
	type fields JSONWebKey
	return resource.Marshal(fields(x), x.Extra)
}

// JSONWebKeyKty is the type of a key. Values that are not listed may come.
type JSONWebKeyKty string

// The values of JSONWebKeyKty.
const (
	JSONWebKeyKtyOkp JSONWebKeyKty = "OKP"
	JSONWebKeyKtyEc  JSONWebKeyKty = "EC"
	JSONWebKeyKtyRsa JSONWebKeyKty = "RSA"
	JSONWebKeyKtyOct JSONWebKeyKty = "oct"
)
