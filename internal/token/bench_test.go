package token

import (
	"context"
	"crypto"
	"crypto/rsa"
	"crypto/sha256"
	"fmt"
	"strings"
	"testing"
	"time"
)

// orgToken is a session token of about 1,000 bytes with an organization.
func orgToken(t testing.TB, user int) string {
	claims := fmt.Sprintf(`{"azp":"https://app.example.com","exp":1700000050,"fea":"o:reports,o:billing,u:export",`+
		`"fva":[3,-1],"iat":1699999990,"iss":"https://clerk.example.com","jti":"%020d","nbf":1699999980,`+
		`"o":{"fpm":"3,1","id":"org_2Ro7e2IxrffdqBboq8KfB6eGbIy","per":"read,write","rol":"admin","slg":"example-company"},`+
		`"pla":"o:team","sid":"sess_2Ro7e2IxrffdqBboq8KfB6eGbIy","sts":"active","sub":"user_%027d","v":2}`, user, user)
	return sign(t, ourKey(), crypto.SHA256,
		`{"alg":"RS256","cat":"cl_B7d4PD111AAA","kid":"ins_1","typ":"JWT"}`, claims)
}

func BenchmarkRSA(b *testing.B) {
	raw := orgToken(b, 1)
	t, _ := Decode(raw)
	_, signature := t.signed()
	sum := sha256.Sum256([]byte(raw[:strings.LastIndexByte(raw, '.')]))
	for b.Loop() {
		if err := rsa.VerifyPKCS1v15(&ourKey().PublicKey, crypto.SHA256, sum[:], signature); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkFirstSight(b *testing.B) {
	raw := orgToken(b, 1)
	v := verifier(b, Config{ClockSkew: 5 * time.Second, CacheEntries: -1})
	for b.Loop() {
		if refusal := v.session(context.Background(), raw); refusal != nil {
			b.Fatal(refusal)
		}
	}
	b.ReportMetric(float64(len(raw)), "token-bytes")
}

// BenchmarkFirstSightRemembered is the same with the token entering the cache.
func BenchmarkFirstSightRemembered(b *testing.B) {
	raws := make([]string, 2_000)
	for i := range raws {
		raws[i] = orgToken(b, i)
	}
	v := verifier(b, Config{ClockSkew: 5 * time.Second, CacheEntries: 1_000})
	i := 0
	for b.Loop() {
		if refusal := v.session(context.Background(), raws[i%len(raws)]); refusal != nil {
			b.Fatal(refusal)
		}
		i++
	}
}

func BenchmarkDecode(b *testing.B) {
	raw := orgToken(b, 1)
	b.ReportAllocs()
	for b.Loop() {
		if _, refusal := Decode(raw); refusal != nil {
			b.Fatal(refusal)
		}
	}
}

func BenchmarkKnownToken(b *testing.B) {
	v := verifier(b, Config{ClockSkew: 5 * time.Second})
	raws := make([]string, 10_000)
	for i := range raws {
		raws[i] = orgToken(b, i)
		if refusal := v.session(context.Background(), raws[i]); refusal != nil {
			b.Fatal(refusal)
		}
	}
	for i, raw := range raws {
		raws[i] = strings.Clone(raw) // as it arrives: never the cache's own string
	}
	for _, tokens := range []int{1, 10_000} {
		b.Run(fmt.Sprintf("lookup/%d", tokens), func(b *testing.B) {
			i := 0
			for b.Loop() {
				if v.tokens.get(raws[i%tokens], v.config.Now) == nil {
					b.Fatal("not found")
				}
				i++
			}
		})
		b.Run(fmt.Sprintf("session/%d", tokens), func(b *testing.B) {
			b.ReportAllocs()
			i := 0
			for b.Loop() {
				if refusal := v.session(context.Background(), raws[i%tokens]); refusal != nil {
					b.Fatal(refusal)
				}
				i++
			}
		})
	}
}
