package clerktest

import (
	"crypto/sha1"
	"encoding/base64"
	"strings"
)

// instance is what an instance of Clerk is called and known by. Nothing in it
// changes after the start.
type instance struct {
	id             string
	production     bool
	domain         string // of the application: quick-fiber-42.example; empty in development
	frontendAPI    string // the host name in the publishable key
	accounts       string // the host name of the hosted pages
	publishableKey string
	secretKey      string
	webhookSecret  string
	cookieSuffix   string
}

// newInstance makes up an instance. Development hosts are named as Clerk names
// them: two words of letters and two digits.
func newInstance(production bool) instance {
	name := "quick-" + randomText(lowercase, 8) + "-42"
	in := instance{
		id:            newID("ins"),
		production:    production,
		webhookSecret: "whsec_" + base64.StdEncoding.EncodeToString([]byte(randomHex(12))),
	}
	kind := "test"
	if production {
		kind = "live"
		in.domain = name + ".example"
		in.frontendAPI = "clerk." + in.domain
		in.accounts = "accounts." + in.domain
	} else {
		in.frontendAPI = name + ".clerk.accounts.dev"
		in.accounts = name + ".accounts.dev"
	}
	in.publishableKey = "pk_" + kind + "_" + base64.StdEncoding.EncodeToString([]byte(in.frontendAPI+"$"))
	in.secretKey = "sk_" + kind + "_fake" + randomText(base62, 36)
	in.cookieSuffix = cookieSuffix(in.publishableKey)
	return in
}

// issuer is the iss claim. It names the Frontend API also behind a proxy.
func (in instance) issuer() string { return "https://" + in.frontendAPI }

// cookieSuffix tells the cookies of several instances on one host apart: the
// first 8 characters of the publishable key's SHA-1 in base64url.
func cookieSuffix(publishableKey string) string {
	sum := sha1.Sum([]byte(publishableKey))
	return base64.URLEncoding.EncodeToString(sum[:])[:8]
}

func (in instance) suffixed(cookie string) string { return cookie + "_" + in.cookieSuffix }

// appHost reports whether host is the application's own domain or below it.
func (in instance) appHost(host string) bool {
	return in.domain != "" && (host == in.domain || strings.HasSuffix(host, "."+in.domain))
}
