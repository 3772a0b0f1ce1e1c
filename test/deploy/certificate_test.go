package deploytest

import (
	"crypto/tls"
	"crypto/x509"
	"encoding/pem"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
)

// certificate is one for loopback, as files for nginx and Caddy.
type certificate struct {
	chain, key string
	roots      *x509.CertPool
}

func newCertificate(t *testing.T) *certificate {
	t.Helper()
	s := httptest.NewTLSServer(nil) // which has one
	defer s.Close()
	key, err := x509.MarshalPKCS8PrivateKey(s.TLS.Certificates[0].PrivateKey)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	c := &certificate{chain: filepath.Join(dir, "chain.pem"), key: filepath.Join(dir, "key.pem"), roots: x509.NewCertPool()}
	c.roots.AddCert(s.Certificate())
	for path, block := range map[string]pem.Block{c.chain: {Type: "CERTIFICATE", Bytes: s.Certificate().Raw}, c.key: {Type: "PRIVATE KEY", Bytes: key}} {
		if err := os.WriteFile(path, pem.EncodeToMemory(&block), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	return c
}

// trusted is what a visitor knows of it.
func (c *certificate) trusted() *tls.Config {
	if c == nil {
		return nil
	}
	return &tls.Config{RootCAs: c.roots}
}
