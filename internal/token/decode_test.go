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
		{"padding", part[0] + "=." + part[1] + "==." + part[2] + "==="},
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

// Broken UTF-8 reads as a browser reads it: one U+FFFD for each maximal part.
func TestDecodeRepairsText(t *testing.T) {
	for broken, want := range map[string]string{
		"\xff":             "�",
		"\x80\x80":         "��",
		"\xc0\x80":         "��",
		"\xe2\x82":         "�",
		"\xe2\x82A":        "�A",
		"\xed\xa0\x80":     "���",
		"\xf0\x90\x80":     "�",
		"\xf0\x80\x80":     "���",
		"\xf4\x90\x80\x80": "����",
		"\xf1\x80\xe2\x82": "��",
		"é�":               "é�",
	} {
		got, refusal := Decode(encode(`{}`) + "." + encode(`{"sub":"`+broken+`"}`) + ".")
		if refusal != nil {
			t.Errorf("%q: %v", broken, refusal)
			continue
		}
		if text, _ := got.Claims.Sub.Text(); text != want {
			t.Errorf("%q reads as %q, want %q", broken, text, want)
		}
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
		name, header, claims    string
		m2m, oauth, notASession bool
	}{
		{"a session token", `{"typ":"JWT","cat":"cl_B7d4PD111AAA"}`, `{"sub":"user_1"}`, false, false, false},
		{"one from before categories", `{"typ":"JWT"}`, `{"sub":"user_1"}`, false, false, false},
		{"one whose category says nothing", `{"cat":"cl_I7d4PD111III"}`, `{"sub":"user_1"}`, false, false, false},
		{"a template's", `{"cat":"cl_B7d4PD222AAA"}`, `{"sub":"user_1"}`, false, false, true},
		{"a machine's", `{"cat":"cl_B7d4PD333AAA"}`, `{"sub":"mch_1"}`, true, false, true},
		{"a machine's from before categories", `{}`, `{"sub":"mch_1"}`, true, false, false},
		{"a category of null", `{"cat":null}`, `{}`, false, false, true},
		{"a category that is a number", `{"cat":5}`, `{}`, false, false, true},
		{"an access token", `{"typ":"at+jwt"}`, `{"sub":"user_1"}`, false, true, false},
		{"an access token, the long way", `{"typ":"application/at+jwt"}`, `{}`, false, true, false},
		{"an access token in capitals", `{"typ":"AT+JWT"}`, `{}`, false, false, false},
		{"a subject that is no string", `{"typ":["at+jwt"]}`, `{"sub":["mch_1"]}`, false, false, false},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, refusal := Decode(sign(t, ourKey(), crypto.SHA256, tc.header, tc.claims))
			if refusal != nil {
				t.Fatal(refusal)
			}
			if got.IsM2M() != tc.m2m || got.IsOAuth() != tc.oauth || got.NonSessionCategory() != tc.notASession {
				t.Errorf("M2M %v, OAuth %v, not a session %v", got.IsM2M(), got.IsOAuth(), got.NonSessionCategory())
			}
		})
	}
}

// With padding a text is still decoded, but is not of the form that machine
// tokens have to have.
func TestKindsNeedTheStrictForm(t *testing.T) {
	got, refusal := Decode(sign(t, ourKey(), crypto.SHA256, `{"typ":"at+jwt"}`, `{"sub":"mch_1"}`) + "==")
	if refusal != nil {
		t.Fatal(refusal)
	}
	if got.IsM2M() || got.IsOAuth() {
		t.Error("a padded token counts as a machine's")
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
	for _, seed := range []string{good, "", "..", good + "=", encode("null") + "." + encode("null") + ".", "mt_x", encode("\xff") + ".a.b", encode("{}") + "." + encode("{\"v\":2,\"o\":{\"per\":5}}") + "."} {
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
		if text == nil || !strings.HasPrefix(raw, string(text)+".") {
			t.Fatalf("signed is %q", text)
		}
		rest := strings.TrimRight(raw[len(text)+1:], "=")
		if base64.RawURLEncoding.EncodeToString(signature) != rest {
			t.Fatalf("signature is %x", signature)
		}
		got.IsM2M()
		got.IsOAuth()
		got.NonSessionCategory()
		got.Header.Kid.ToString()
		if properties, err := got.Session(); (properties == nil) == (err == nil) {
			t.Fatalf("%v and %v", properties, err)
		}
	})
}
