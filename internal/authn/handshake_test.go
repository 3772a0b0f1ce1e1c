package authn

import (
	"crypto"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/pem"
	"fmt"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// A handshake token with a directive that is no string is as if it had not
// been: in development too, where a token that does not verify is an error.
func TestAHandshakeTokensDirectiveThatIsNoString(t *testing.T) {
	t.Parallel()
	k, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	der, err := x509.MarshalPKIXPublicKey(&k.PublicKey)
	if err != nil {
		t.Fatal(err)
	}
	v, err := token.NewVerifier(token.Config{JWTKey: string(pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: der}))})
	if err != nil {
		t.Fatal(err)
	}
	encode := base64.RawURLEncoding.EncodeToString
	sign := func(handshake string) string {
		signed := encode([]byte(`{"alg":"RS256","typ":"JWT","kid":"ins_1","cat":"`+token.CategorySession+`"}`)) + "." +
			encode(fmt.Appendf(nil, `{"handshake":%s,"iat":%d}`, handshake, time.Now().Unix()))
		sum := sha256.Sum256([]byte(signed))
		signature, err := rsa.SignPKCS1v15(nil, k, crypto.SHA256, sum[:])
		if err != nil {
			t.Fatal(err)
		}
		return signed + "." + encode(signature)
	}
	e, err := NewEngine(Config{
		Instance: instance.Instance{FrontendAPI: "clerk.example"}, Verifier: v,
		Warn: func(string, string, ...any) {}, Now: time.Now,
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ handshake, rule string }{
		{`["theme=dark"]`, "finish-handshake"},
		{`["theme=dark", 5]`, "dev-browser-missing"},
		{`[null]`, "dev-browser-missing"},
	} {
		u, err := weburl.Parse("https://app.example/?__clerk_handshake=" + sign(test.handshake))
		if err != nil {
			t.Fatal(err)
		}
		if d := e.Decide(t.Context(), &Request{URL: u}, AcceptAny()); d.Rule != test.rule || d.DeveloperError != "" {
			t.Errorf("%s: %s, %q", test.handshake, d.Rule, d.DeveloperError)
		}
	}
}
