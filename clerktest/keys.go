package clerktest

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"math/big"
	"sync"
)

// The categories that Clerk stamps into the header of each class of token.
const (
	categorySession  = "cl_B7d4PD111AAA"
	categoryTemplate = "cl_B7d4PD222AAA"
	categoryM2M      = "cl_B7d4PD333AAA"
)

// Making an RSA key costs more than everything else a server does at start,
// so that the servers of a process share one; strangerKey signs the tokens
// that must be refused.
var (
	processKey  = sync.OnceValue(generateKey)
	strangerKey = sync.OnceValue(generateKey)
)

func generateKey() *rsa.PrivateKey {
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(fmt.Sprintf("clerktest: cannot make an RSA key: %v", err))
	}
	return key
}

// signingKey is an RSA key under the name that the JWKS gives it.
type signingKey struct {
	id  string
	key *rsa.PrivateKey
}

// sign makes a JWT (RFC 7519) of the claims. The header fields typ, cat and
// whatever else the kind of token has come from header; one that is nil is
// left out. It is written by hand, since a library signs only what it
// understands, and tests want tokens that nobody should understand.
func (k signingKey) sign(header, claims object) string {
	fields := object{"alg": "RS256", "typ": "JWT", "kid": k.id}
	for name, value := range header {
		fields[name] = value
		if value == nil {
			delete(fields, name)
		}
	}
	signed := jsonPart(fields) + "." + jsonPart(claims)
	sum := sha256.Sum256([]byte(signed))
	signature, err := rsa.SignPKCS1v15(nil, k.key, crypto.SHA256, sum[:])
	if err != nil {
		panic(fmt.Sprintf("clerktest: cannot sign a token: %v", err))
	}
	return signed + "." + base64.RawURLEncoding.EncodeToString(signature)
}

func jsonPart(fields object) string {
	text, err := json.Marshal(fields)
	if err != nil {
		panic(fmt.Sprintf("clerktest: a token's header or claims are no JSON: %v", err))
	}
	return base64.RawURLEncoding.EncodeToString(text)
}

// jwk is the public key as the JWKS lists it (RFC 7517).
func (k signingKey) jwk() object {
	encode := base64.RawURLEncoding.EncodeToString
	return object{
		"use": "sig",
		"kty": "RSA",
		"kid": k.id,
		"alg": "RS256",
		"n":   encode(k.key.N.Bytes()),
		"e":   encode(big.NewInt(int64(k.key.E)).Bytes()),
	}
}

func (k signingKey) pem() string {
	der, err := x509.MarshalPKIXPublicKey(&k.key.PublicKey)
	if err != nil {
		panic(fmt.Sprintf("clerktest: cannot write the public key: %v", err))
	}
	return string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))
}
