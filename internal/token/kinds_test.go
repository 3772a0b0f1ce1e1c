package token

import (
	"crypto"
	"encoding/json"
	"math"
	"strings"
	"testing"
)

// Whatever Clerk's key signs, a session is somebody's, and no machine's; read
// here by encoding/json, which shares no code with the Verifier.
func FuzzKindsThatAreVerified(f *testing.F) {
	for _, seed := range [][2]string{
		{goodHeader, goodClaims},
		{`{"alg":"RS256","kid":"ins_1"}`, `{"sub":"mch_1","exp":1700000050}`},
		{`{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD222AAA"}`, goodClaims},
		{`{"alg":"RS256","kid":"ins_1","typ":"at+jwt"}`, goodClaims},
		{`{"alg":"RS256","kid":"ins_1","crit":["x"]}`, `{"sub":"","exp":1e308}`},
		{`{"alg":"RS256","kid":"ins_1","cat":"cl_B7d4PD111AAA"}`, `{"handshake":["a=b"],"iat":1700000000}`},
		{`{"alg":"RS256","kid":"ins_1"}`, `{"sub":"\u006dch_1","sub":"user_1","exp":1700000050,"handshake":[]}`},
	} {
		f.Add(seed[0], seed[1])
	}
	v := verifier(f, Config{ClockSkew: skew})
	f.Fuzz(func(t *testing.T, header, payload string) {
		raw := sign(t, ourKey(), crypto.SHA256, header, payload)
		jwt, refusal := v.Parse(raw)
		if refusal != nil {
			return
		}
		h, c := readObject(header), readObject(payload)
		sub, _ := c["sub"].(string)
		cat, hasCat := h["cat"]
		if v.Session(t.Context(), jwt) == nil {
			number, _ := c["exp"].(json.Number)
			exp, _ := number.Float64()
			_, crit := h["crit"]
			if sub == "" || strings.HasPrefix(sub, "mch_") || crit || math.Abs(exp) > 8.64e12 ||
				h["typ"] != nil && h["typ"] != "JWT" || hasCat && cat != CategorySession && cat != CategoryIgnore {
				t.Fatalf("a session: %s %s", header, payload)
			}
		}
		if _, refusal := v.Handshake(t.Context(), raw); refusal == nil {
			if _, has := c["sub"]; has || c["handshake"] == nil {
				t.Fatalf("a handshake token: %s %s", header, payload)
			}
		}
		if _, refusal := v.M2M(t.Context(), jwt); refusal == nil && !strings.HasPrefix(sub, "mch_") {
			t.Fatalf("a machine's: %s %s", header, payload)
		}
	})
}

func readObject(text string) (object map[string]any) {
	d := json.NewDecoder(strings.NewReader(strings.TrimPrefix(strings.ToValidUTF8(text, "\uFFFD"), "\uFEFF")))
	d.UseNumber()
	_ = d.Decode(&object)
	return object
}
