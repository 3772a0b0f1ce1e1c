package session

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/internal/js"
)

// fromText reads a payload as a token has it.
func fromText(payload string) (Properties, error) {
	value, err := js.Parse([]byte(payload))
	if err != nil {
		return Properties{}, err
	}
	return FromPayload(value)
}

func TestFromPayload(t *testing.T) {
	for _, tc := range []struct {
		name, payload string
		want          Properties
		raw           Raw
	}{
		{
			"nothing", `{}`,
			Properties{FactorVerificationAge: "null"},
			Raw{Status: "null", FactorVerificationAge: "null"},
		},
		{
			"version 1", `{"sub":"user_1","sid":"sess_1","org_id":"org_1","org_role":"org:admin","org_slug":"acme","org_permissions":["org:f:read","org:f:write"]}`,
			Properties{
				UserID: "user_1", SessionID: "sess_1", OrgID: "org_1", OrgRole: "org:admin", OrgSlug: "acme",
				OrgPermissions: []string{"org:f:read", "org:f:write"}, FactorVerificationAge: "null",
			},
			Raw{
				UserID: `"user_1"`, SessionID: `"sess_1"`, OrgID: `"org_1"`, OrgRole: `"org:admin"`, OrgSlug: `"acme"`,
				OrgPermissions: `["org:f:read","org:f:write"]`, Status: "null", FactorVerificationAge: "null",
			},
		},
		{
			"version 2", `{"v":2,"sub":"user_1","sid":"sess_1","sts":"active","fva":[3,-1],"act":{"sub":"user_2"},"fea":"o:f,u:g,ou:h","pla":"o:team","o":{"id":"org_1","rol":"admin","slg":"acme","per":"read,write","fpm":"1,2"}}`,
			Properties{
				UserID: "user_1", SessionID: "sess_1", Status: "active", OrgID: "org_1", OrgRole: "org:admin", OrgSlug: "acme",
				OrgPermissions: []string{"org:f:read", "org:h:write"}, Actor: `{"sub":"user_2"}`,
				FactorVerificationAge: "[3,-1]", Ages: Ages{Known: true, Minutes: [2]int{3, -1}}, Features: "o:f,u:g,ou:h", Plans: "o:team",
			},
			Raw{
				UserID: `"user_1"`, SessionID: `"sess_1"`, Status: `"active"`, OrgID: `"org_1"`, OrgRole: `"org:admin"`, OrgSlug: `"acme"`,
				OrgPermissions: `["org:f:read","org:h:write"]`, Actor: `{"sub":"user_2"}`, FactorVerificationAge: "[3,-1]",
			},
		},
		{
			"version 2 without an organization ignores the claims of version 1", `{"v":2,"sub":"u","org_id":"org_1","org_role":"admin","fea":5}`,
			Properties{UserID: "u", FactorVerificationAge: "null"},
			Raw{UserID: `"u"`, Status: "null", FactorVerificationAge: "null"},
		},
		{
			"version \"2\" is not 2", `{"v":"2","o":{"id":"org_2"},"org_id":"org_1"}`,
			Properties{OrgID: "org_1", FactorVerificationAge: "null"},
			Raw{OrgID: `"org_1"`, Status: "null", FactorVerificationAge: "null"},
		},
		{
			"keys are exact", `{"SUB":"user_2","Sid":"sess_2","ORG_ID":"org_2"}`,
			Properties{FactorVerificationAge: "null"},
			Raw{Status: "null", FactorVerificationAge: "null"},
		},
		{
			"the last of equal keys counts", `{"sub":"user_1","sub":"user_2"}`,
			Properties{UserID: "user_2", FactorVerificationAge: "null"},
			Raw{UserID: `"user_2"`, Status: "null", FactorVerificationAge: "null"},
		},
		{
			"null is written, undefined is not", `{"sub":"u","act":null,"org_id":null,"org_permissions":null,"sts":null,"fva":null}`,
			Properties{
				UserID: "u", Actor: "null", FactorVerificationAge: "null",
			},
			Raw{UserID: `"u"`, Actor: "null", OrgID: "null", OrgPermissions: "null", Status: "null", FactorVerificationAge: "null"},
		},
		{
			"what is no string grants nothing", `{"sub":"u","org_id":"o","org_role":["admin"],"org_permissions":"org:f:read"}`,
			Properties{
				UserID: "u", OrgID: "o", FactorVerificationAge: "null",
			},
			Raw{UserID: `"u"`, OrgID: `"o"`, OrgRole: `["admin"]`, OrgPermissions: `"org:f:read"`, Status: "null", FactorVerificationAge: "null"},
		},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := fromText(tc.payload)
			if raw, err := RawFromPayload(js.Value(tc.payload)); err != nil || raw != tc.raw {
				t.Errorf("raw: got  %+v, %v\nwant %+v", raw, err, tc.raw)
			}
			if err != nil || !reflect.DeepEqual(got, tc.want) {
				t.Errorf("got  %+v, %v\nwant %+v", got, err, tc.want)
			}
		})
	}
}

func TestAges(t *testing.T) {
	for fva, want := range map[string]Ages{
		"[3,-1]":      {Known: true, Minutes: [2]int{3, -1}},
		"[ 0, 12.9 ]": {Known: true, Minutes: [2]int{0, 12}},
		"null":        {}, "3": {}, `"[3,-1]"`: {}, "[]": {}, "[3]": {}, "[3,-1,5]": {}, `[3,"-1"]`: {}, "{}": {},
	} {
		if got, err := fromText(`{"fva":` + fva + `}`); err != nil || got.Ages != want {
			t.Errorf("%s: %+v, %v, want %+v", fva, got.Ages, err, want)
		}
	}
}

func TestPermissions(t *testing.T) {
	for _, tc := range []struct {
		name, fea, organization string
		want                    []string
	}{
		{"one bit for each permission", `"o:f"`, `{"per":"a,b,c","fpm":"5"}`, []string{"org:f:a", "org:f:c"}},
		{"one number for each feature of the organization", `"o:f,u:g,o:h"`, `{"per":"a,b","fpm":"1,2"}`, []string{"org:f:a", "org:h:b"}},
		{"a feature without a number", `"o:f,o:g"`, `{"per":"a","fpm":"1"}`, []string{"org:f:a"}},
		{"white space does not matter", `" o:f , o:g "`, `{"per":" a , b","fpm":" 1 , 3 "}`, []string{"org:f:a", "org:g:a", "org:g:b"}},
		{"numbers beyond 64 bits", `"o:f"`, `{"per":"a,b","fpm":"36893488147419103234"}`, []string{"org:f:b"}},
		{"more permissions than 64", `"o:f,o:g"`, `{"per":"` + strings.Repeat("a,", 65) + `b","fpm":"18446744073709551615,36893488147419103233"}`, append(slices.Repeat([]string{"org:f:a"}, 64), "org:g:a", "org:g:b")},
		{"leading zeros", `"o:f"`, `{"per":"a,b","fpm":"0003"}`, []string{"org:f:a", "org:f:b"}},
		{"no number", `"o:f,o:g,o:h"`, `{"per":"a","fpm":"x,-1,"}`, nil},
		{"bits beyond the permissions", `"o:f"`, `{"per":"a","fpm":"255"}`, []string{"org:f:a"}},
		{"no permissions", `"o:f"`, `{"per":"","fpm":"1"}`, nil},
		{"no features", `""`, `{"per":"a","fpm":"1"}`, nil},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := fromText(`{"v":2,"fea":` + tc.fea + `,"o":` + tc.organization + `}`)
			if err != nil || !reflect.DeepEqual(got.OrgPermissions, tc.want) {
				t.Errorf("got %q, %v, want %q", got.OrgPermissions, err, tc.want)
			}
		})
	}
}

func TestWhatSaysNothingCertainIsAnError(t *testing.T) {
	for _, payload := range []string{
		`{"v":2,"o":{},"fea":"f"}`,
		`{"v":2,"o":{},"fea":"o:f,"}`,
		`{"v":2,"o":{},"fea":5}`,
		`{"v":2,"o":{},"fea":["o:f"]}`,
		`{"v":2,"o":"org_1","fea":true}`,
		`{"v":2,"o":{"per":5,"fpm":"1"}}`,
		`{"v":2,"o":{"per":"a","fpm":1}}`,
		`{"v":2,"o":{"per":["a"],"fpm":"1"}}`,
		`{"v":2`,
	} {
		if got, err := fromText(payload); err == nil {
			t.Errorf("%s: no error, but %+v", payload, got)
		}
	}
}

func TestSplitByScope(t *testing.T) {
	org, user, err := SplitByScope("o:a, u:b,ou:c,uo:d,x:e,o:f:g,o:")
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{"a", "c", "d", "f:g", ""}; !reflect.DeepEqual(org, want) {
		t.Errorf("organization %q, want %q", org, want)
	}
	if want := []string{"b", "c", "d"}; !reflect.DeepEqual(user, want) {
		t.Errorf("user %q, want %q", user, want)
	}
	if _, _, err := SplitByScope("o:a,b"); err == nil {
		t.Error("no error for an element without a scope")
	}
}

func FuzzFromPayload(f *testing.F) {
	for _, seed := range []string{
		`{"v":2,"sub":"u","sid":"s","sts":"pending","fva":[1,2],"act":{"sub":"x"},"fea":"o:f,u:g","o":{"id":"o","rol":"admin","slg":"s","per":"a,b","fpm":"1,3"}}`,
		`{"sub":"u","org_id":"o","org_role":"admin","org_permissions":["org:f:read"]}`,
		`{"v":2,"o":{"per":"a","fpm":"99999999999999999999999999"},"fea":"o:f"}`,
		`null`, `[]`, `{"v":2.0,"o":[]}`, `{"sub":"\ud800"}`, `{`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, payload string) {
		got, err := fromText(payload)
		if err != nil {
			if !reflect.DeepEqual(got, Properties{}) {
				t.Fatalf("an error and %+v", got)
			}
			return
		}
		raw, err := RawFromPayload(js.Value(payload))
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range []js.Value{
			raw.SessionID, raw.Status, raw.UserID, raw.OrgID, raw.OrgRole,
			raw.OrgSlug, raw.OrgPermissions, raw.Actor, raw.FactorVerificationAge,
		} {
			if _, err := js.Parse([]byte(v)); err != nil && v != "" {
				t.Fatalf("%q is no JSON", v)
			}
		}
	})
}
