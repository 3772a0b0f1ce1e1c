package token

import (
	"crypto"
	"encoding/base64"
	"strings"
	"testing"
)

const (
	threeParts = "Invalid JWT form. A JWT consists of three parts separated by dots."
	undecoded  = "Invalid JWT form. The header, payload, or signature could not be decoded."
)

func TestDecode(t *testing.T) {
	raw := token(t, `{"iss":"i","sub":"s","SUB":"x","sid":"d","azp":"a","aud":["u"],"iat":1,"exp":2,"nbf":3,"sub":"last"}`)
	got, refusal := Decode(raw)
	if refusal != nil {
		t.Fatal(refusal)
	}
	if want := (Header{Alg: `"RS256"`, Typ: `"JWT"`, Kid: `"ins_1"`}); got.Header != want {
		t.Errorf("header %+v, want %+v", got.Header, want)
	}
	want := Claims{Iss: `"i"`, Sub: `"last"`, Sid: `"d"`, Azp: `"a"`, Aud: `["u"]`, Iat: "1", Exp: "2", Nbf: "3"}
	if got.Claims != want {
		t.Errorf("claims %+v, want %+v", got.Claims, want)
	}
	if got.Raw != raw {
		t.Errorf("raw %s", got.Raw)
	}
}

// What is no object has no claims; the checks after the signature refuse it.
func TestDecodeTakesWhatIsNoObject(t *testing.T) {
	for _, part := range []string{`[]`, `5`, `"{}"`, `true`} {
		for _, raw := range []string{encode(part) + "." + encode(`{}`) + ".AA", encode(`{}`) + "." + encode(part) + ".AA"} {
			got, refusal := Decode(raw)
			if refusal != nil || got.Claims != (Claims{}) || got.Header != (Header{}) {
				t.Errorf("%s: %+v, %v", part, got, refusal)
			}
		}
	}
}

func TestDecodeRefuses(t *testing.T) {
	good := token(t, goodClaims)
	part := strings.Split(good, ".")
	header, payload, signature := part[0], part[1], part[2]
	with := func(header, payload string) string { return encode(header) + "." + encode(payload) + "." + signature }

	for _, tc := range []struct{ name, raw, message string }{
		{"nothing", "", threeParts},
		{"one part", header, threeParts},
		{"two parts", header + "." + payload, threeParts},
		{"four parts", good + ".", threeParts},
		{"three empty parts", "..", undecoded},
		{"an empty payload", header + ".." + signature, undecoded},
		{"a header of null", with(`null`, `{}`), undecoded},
		{"a payload of null", with(`{}`, `null`), undecoded},
		{"a payload that is no JSON", with(`{}`, `{"a":1,}`), undecoded},
		{"two byte order marks", with(`{}`, "\ufeff\ufeff{}"), undecoded},
		{"plain base64", header + "." + payload + ".+/" + signature[2:], undecoded},
		{"a line break", header + "\n." + payload + "." + signature, undecoded},
		{"a line break in the signature", good + "\n", undecoded},
		{"white space", " " + good, undecoded},
		{"a length that no bytes give", header + "." + payload + ".AAAAA", undecoded},
		{"bits left over", header + "." + payload + ".AB", undecoded},
		{"a padded signature", good + "==", undecoded},
		{"a padded payload", header + "." + payload + "=." + signature, undecoded},
		{"a padded header", header + "=." + payload + "." + signature, undecoded},
		{"a padded signature of nothing", header + "." + payload + ".=", undecoded},
		{"a tab", header + ".\t" + payload + "." + signature, undecoded},
		{"an escape", "%65" + good[1:], undecoded},
		{"an escaped dot", header + "%2E" + payload + "." + signature, threeParts},
		{"letters beyond ASCII", "é.é.é", undecoded},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, refusal := Decode(tc.raw)
			if got != nil || refusal == nil {
				t.Fatalf("decoded as %+v", got)
			}
			if want := (Error{Reason: ReasonInvalid, Message: tc.message}); *refusal != want {
				t.Errorf("got %+v, want %+v", *refusal, want)
			}
		})
	}
}

func TestDecodeTakesWhatTheOriginalTakes(t *testing.T) {
	part := strings.Split(token(t, goodClaims), ".")
	for _, tc := range []struct{ name, raw string }{
		{"an empty signature", part[0] + "." + part[1] + "."},
		{"a byte order mark", encode("\ufeff{}") + "." + encode("\ufeff{}") + "."},
		{"white space in the JSON", encode(" { } ") + "." + encode("\n{}\t") + "."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			if _, refusal := Decode(tc.raw); refusal != nil {
				t.Error(refusal)
			}
		})
	}
}

func TestIsJWT(t *testing.T) {
	for raw, want := range map[string]bool{
		"a.b.c": true, "a-_.B9.c": true, "": false, "..": false, "a.b": false, "a.b.": false, ".b.c": false,
		"a..c": false, "a.b.c.d": false, "a.b.c=": false, "a.b.c\n": false, " a.b.c": false, "a.b.ç": false, "mt_a.b.c": true,
	} {
		if got := IsJWT(raw); got != want {
			t.Errorf("%q: %v", raw, got)
		}
	}
}

func TestOpaque(t *testing.T) {
	for raw, want := range map[string]string{
		"mt_x": KindM2M, "oat_x": KindOAuth, "ak_x": KindAPIKey, "ak_": KindAPIKey,
		"": "", "sk_x": "", "MT_x": "", " mt_x": "", "mch_x": "", "eyJ": "",
	} {
		if got, ok := Opaque(raw); got != want || ok != (want != "") {
			t.Errorf("%q: %q, %v", raw, got, ok)
		}
	}
}

func TestKinds(t *testing.T) {
	for _, tc := range []struct {
		name, header, claims, kind string
	}{
		{"a session token", `{"typ":"JWT","cat":"cl_B7d4PD111AAA"}`, `{"sub":"user_1"}`, KindSession},
		{"one from before categories", `{"typ":"JWT"}`, `{"sub":"user_1"}`, KindSession},
		{"one whose category says nothing", `{"cat":"cl_I7d4PD111III"}`, `{"sub":"user_1"}`, KindSession},
		{"one with a claim of its author's", `{"cat":"cl_B7d4PD111AAA"}`, `{"sub":"user_1","handshake":["a=b"]}`, KindSession},
		{"one of nobody", `{"typ":"JWT"}`, `{"sub":"","handshake":["a=b"]}`, KindSession},
		{"one without anything", `{}`, `{}`, KindSession},
		{"a template's", `{"cat":"cl_B7d4PD222AAA"}`, `{"sub":"user_1"}`, KindTemplate},
		{"a template's that boasts", `{"cat":"cl_B7d4PD222AAA"}`, `{"handshake":["a=b"]}`, KindTemplate},
		{"a machine's", `{"cat":"cl_B7d4PD333AAA"}`, `{"sub":"mch_1"}`, KindM2M},
		{"a machine's from before categories", `{}`, `{"sub":"mch_1"}`, KindM2M},
		{"a machine's that boasts", `{"cat":"cl_B7d4PD111AAA"}`, `{"sub":"mch_1","sid":"sess_1","org_role":"org:admin","handshake":["a=b"]}`, KindM2M},
		{"a machine's among templates", `{"cat":"cl_B7d4PD222AAA"}`, `{"sub":"mch_1"}`, KindM2M},
		{"a machine's, escaped", `{}`, `{"sub":"\u006dch_1"}`, KindM2M},
		{"a machine's, by its last subject", `{}`, `{"sub":"user_1","sub":"mch_1"}`, KindM2M},
		{"a machine's with the type of access tokens", `{"typ":"at+jwt"}`, `{"sub":"mch_1"}`, KindM2M},
		{"a machine's category on a user's", `{"cat":"cl_B7d4PD333AAA"}`, `{"sub":"user_1"}`, KindOther},
		{"an unknown category", `{"cat":"cl_B7d4PD999AAA"}`, `{"sub":"user_1"}`, KindOther},
		{"an empty category", `{"cat":""}`, `{"sub":"user_1"}`, KindOther},
		{"a category of null", `{"cat":null}`, `{"sub":"user_1"}`, KindOther},
		{"a category that is a number", `{"cat":5}`, `{"sub":"user_1"}`, KindOther},
		{"a list of categories", `{"cat":["cl_B7d4PD111AAA"]}`, `{"sub":"user_1"}`, KindOther},
		{"an access token", `{"typ":"at+jwt"}`, `{"sub":"user_1"}`, KindOAuth},
		{"an access token, the long way", `{"typ":"application/at+jwt"}`, `{}`, KindOAuth},
		{"an access token among sessions", `{"typ":"at+jwt","cat":"cl_B7d4PD111AAA"}`, `{"sub":"user_1","handshake":[]}`, KindOAuth},
		{"an access token in capitals, which no check of a type lets pass", `{"typ":"AT+JWT"}`, `{"sub":"user_1"}`, KindSession},
		{"a subject that is no string", `{"typ":["at+jwt"]}`, `{"sub":["mch_1"]}`, KindSession},
		{"a handshake token", `{"cat":"cl_B7d4PD111AAA"}`, `{"handshake":["a=b"]}`, KindHandshake},
		{"one from before categories", `{}`, `{"handshake":[]}`, KindHandshake},
		{"one without a list", `{}`, `{"handshake":"a=b"}`, KindSession},
		{"one with a subject of null", `{}`, `{"sub":null,"handshake":["a=b"]}`, KindSession},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, refusal := Decode(sign(t, ourKey(), crypto.SHA256, tc.header, tc.claims))
			if refusal != nil || got.Kind != tc.kind {
				t.Errorf("%+v is %q, want %q", refusal, got.Kind, tc.kind)
			}
		})
	}
}

func TestSessionIsWorkedOutOnce(t *testing.T) {
	good, _ := Decode(token(t, `{"sub":"user_1"}`))
	first, err := good.Session()
	if err != nil || first.UserID != "user_1" {
		t.Fatalf("%+v, %v", first, err)
	}
	if second, _ := good.Session(); second != first {
		t.Error("worked out anew")
	}
	bad, _ := Decode(token(t, `{"v":2,"o":{},"fea":"no scope"}`))
	for range 2 {
		if properties, err := bad.Session(); err == nil || properties != nil {
			t.Errorf("%+v, %v", properties, err)
		}
	}
}

func FuzzDecode(f *testing.F) {
	good := encode(goodHeader) + "." + encode(goodClaims) + "." + encode("signature")
	for _, seed := range []string{
		good, "", "..", good + "=", encode("null") + "." + encode("null") + ".", "mt_x", encode("\xff") + ".a.b", encode("{}") + "." + encode("{\"v\":2,\"o\":{\"per\":5}}") + ".",
		encode(`{"typ":"at+jwt"}`) + "." + encode(`{"sub":"mch_1"}`) + ".", encode(`{"cat":null}`) + "." + encode(`{"handshake":[]}`) + ".",
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, raw string) {
		got, refusal := Decode(raw)
		if (got == nil) == (refusal == nil) {
			t.Fatalf("%v and %v", got, refusal)
		}
		if refusal != nil {
			return
		}
		text, signature := got.signed()
		if text == nil || !strings.HasPrefix(raw, string(text)+".") || got.Raw != raw {
			t.Fatalf("signed is %q", text)
		}
		for _, part := range strings.Split(raw, ".") {
			decoded, ok := decodePart(nil, part)
			if !ok || base64.RawURLEncoding.EncodeToString(decoded) != part {
				t.Fatalf("%q is a second spelling of %x", part, decoded)
			}
		}
		if base64.RawURLEncoding.EncodeToString(signature) != raw[len(text)+1:] {
			t.Fatalf("signature is %x", signature)
		}
		for _, other := range []string{raw + "=", raw + "\n", " " + raw, strings.Replace(raw, ".", "=.", 1)} {
			if _, refusal := Decode(other); refusal == nil {
				t.Fatalf("%q is a second spelling", other)
			}
		}
		machine := strings.HasPrefix(got.Claims.Sub.TextOr(""), "mch_")
		if machine != (got.Kind == KindM2M) || (got.Kind == KindOAuth) != (!machine && isAccessTokenType(got.Header.Typ)) {
			t.Fatalf("%+v %s is %q", got.Header, got.Payload, got.Kind)
		}
		got.Header.Kid.ToString()
		if properties, err := got.Session(); (properties == nil) == (err == nil) {
			t.Fatalf("%v and %v", properties, err)
		}
	})
}
