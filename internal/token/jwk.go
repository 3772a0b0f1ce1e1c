package token

import (
	"crypto/rsa"
	"crypto/x509"
	"encoding/base64"
	"errors"
	"math/big"
	"regexp"
	"strings"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// key is one verification key. A key that cannot serve stays in its set with
// the reason, so that its tokens are refused for that and not as unknown.
type key struct {
	public *rsa.PublicKey
	alg    string // the only algorithm it serves; empty: any of RS256, RS384, RS512
	fault  string // why it cannot serve, as WebCrypto says it; empty when it can
}

// same reports whether two keys verify the same signatures.
func (k *key) same(other *key) bool {
	return k.fault == other.fault && k.alg == other.alg &&
		(k.public == other.public || k.public != nil && other.public != nil && k.public.Equal(other.public))
}

// faultFor says why the key cannot verify a signature of an algorithm.
func (k *key) faultFor(alg string) string {
	if k.fault == "" && k.alg != "" && k.alg != alg {
		return faultAlg
	}
	return k.fault
}

// The texts with which Node's WebCrypto refuses to import a JWK.
const (
	faultType  = `Invalid JWK "kty" Parameter`
	faultAlg   = `JWK "alg" does not match the requested algorithm`
	faultUse   = `Invalid JWK "use" Parameter`
	faultData  = "Invalid keyData"
	faultUsage = "Key operations and usage mismatch"
)

// verify checks the signature of a token. The algorithm is one of supported,
// and the key has no fault for it.
func (k *key) verify(alg string, t *Token) bool {
	verifier, err := jws.NewVerifier(jwa.SignatureAlgorithm(alg))
	if err != nil {
		return false
	}
	text, signature := t.signed()
	return verifier.Verify(text, signature, k.public) == nil
}

func supported(alg string) bool {
	return alg == "RS256" || alg == "RS384" || alg == "RS512"
}

var errNoKeys = errors.New("token: the JWKS has no keys")

// parseJWKS reads a JSON Web Key Set (RFC 7517), by key id. A key that cannot
// serve does not spoil the others; a set without any key is an error.
func parseJWKS(set []byte) (map[string]*key, error) {
	value, err := js.Parse(js.DecodeUTF8(set))
	if err != nil {
		return nil, err
	}
	jwks := value.Get("keys").Items()
	if len(jwks) == 0 {
		return nil, errNoKeys
	}
	keys := make(map[string]*key, len(jwks))
	for _, jwk := range jwks {
		if jwk.IsObject() {
			// An id that is no string, or missing, is looked up by how it prints,
			// and a token without an id asks for "undefined".
			keys[jwk.Get("kid").ToString()] = parseJWK(jwk)
		}
	}
	return keys, nil
}

func parseJWK(jwk js.Value) *key {
	switch kty := jwk.Get("kty"); {
	case kty.IsUndefined():
		return &key{fault: faultData}
	case kty.TextOr("") != "RSA":
		return &key{fault: faultType}
	}
	if use := jwk.Get("use"); !use.IsUndefined() && use.TextOr("") != "sig" {
		return &key{fault: faultUse}
	}
	if ops := jwk.Get("key_ops"); !ops.IsUndefined() && !mentions(ops, "verify") {
		return &key{fault: faultUsage}
	}
	public, ok := publicKey(jwk.Get("n").TextOr(""), jwk.Get("e").TextOr(""))
	if !ok {
		return &key{fault: faultData}
	}
	k := &key{public: public}
	if alg := jwk.Get("alg"); !alg.IsUndefined() {
		k.alg = alg.ToString()
	}
	return k
}

func mentions(list js.Value, word string) bool {
	texts, _ := allTexts(list)
	return in(texts)(word)
}

func publicKey(modulus, exponent string) (*rsa.PublicKey, bool) {
	n, okN := decodeNumber(modulus)
	e, okE := decodeNumber(exponent)
	if !okN || !okE || e.BitLen() > 31 || e.Int64() < 2 || n.Sign() == 0 {
		return nil, false
	}
	return &rsa.PublicKey{N: n, E: int(e.Int64())}, true
}

func decodeNumber(text string) (*big.Int, bool) {
	text = strings.NewReplacer("+", "-", "/", "_").Replace(strings.TrimRight(text, "="))
	raw, err := base64.RawURLEncoding.DecodeString(text)
	return new(big.Int).SetBytes(raw), err == nil && len(raw) > 0
}

var errNotPEM = errors.New("not an RSA public key in PEM form")

// parsePEM reads a public RSA key, with or without the lines that begin and
// end it, on one line or many, its line breaks possibly written as \n.
// Clerk's PEM key signs RS256 alone.
func parsePEM(pem string) (*key, error) {
	noise := regexp.MustCompile(`-----(BEGIN|END)[^-]*-----|\s|\\n|\\r`)
	encoded := noise.ReplaceAllString(pem, "")
	der, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(encoded, "="))
	if err != nil || len(der) == 0 {
		return nil, errNotPEM
	}
	if parsed, err := x509.ParsePKIXPublicKey(der); err == nil {
		if public, ok := parsed.(*rsa.PublicKey); ok {
			return &key{public: public, alg: "RS256"}, nil
		}
		return nil, errNotPEM
	}
	public, err := x509.ParsePKCS1PublicKey(der)
	if err != nil {
		return nil, errNotPEM
	}
	return &key{public: public, alg: "RS256"}, nil
}
