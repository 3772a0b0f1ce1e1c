package hardening

import (
	"bufio"
	"bytes"
	"encoding/base64"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"text/template"
)

// hostile is one request of the corpus, as its bytes.
type hostile struct {
	name string
	raw  []byte
}

var escaped = regexp.MustCompile(`\\(?:[rnt\\]|x[0-9a-f]{2})`)

// lines reads a file of the corpus, whose format testdata/strangers/README.md tells.
func lines(t testing.TB, name string) []string {
	t.Helper()
	file, err := os.Open(filepath.Join("testdata", "strangers", name))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var all []string
	for in := bufio.NewScanner(file); in.Scan(); {
		if line := in.Text(); line != "" && !strings.HasPrefix(line, "# ") {
			all = append(all, line)
		}
	}
	return all
}

func expand(t testing.TB, line string) string {
	t.Helper()
	plain := escaped.ReplaceAllStringFunc(line, func(code string) string {
		text, err := strconv.Unquote(`"` + code + `"`)
		if err != nil {
			t.Fatalf("%q: %v", code, err)
		}
		return text
	})
	parsed, err := template.New("").Funcs(template.FuncMap{"repeat": strings.Repeat, "jwt": forged}).Parse(plain)
	if err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	var out bytes.Buffer
	if err := parsed.Execute(&out, nil); err != nil {
		t.Fatalf("%q: %v", line, err)
	}
	return out.String()
}

func forged(header, payload string) string {
	encode := base64.RawURLEncoding.EncodeToString
	return encode([]byte(header)) + "." + encode([]byte(payload)) + "." + encode(bytes.Repeat([]byte{7}, 256))
}

// handPicked are the requests that were written one by one.
func handPicked(t testing.TB) []hostile {
	t.Helper()
	var all []hostile
	for _, line := range lines(t, "requests.txt") {
		name, request, ok := strings.Cut(line, "\t")
		if !ok {
			t.Fatalf("no tab in %q", line)
		}
		all = append(all, hostile{name, []byte(expand(t, request))})
	}
	return all
}

// places are where a stranger can put a value; %s stands for it. The suffix of
// the instance's cookies is %[2]s.
func places() []string {
	const get, page = "GET / HTTP/1.1\r\nHost: app.example\r\n", "Sec-Fetch-Dest: document\r\nAccept: text/html\r\n"
	all := []string{
		"GET /%[1]s HTTP/1.1\r\nHost: app.example\r\n" + page + "\r\n",
		"GET /orgs/%[1]s/x HTTP/1.1\r\nHost: app.example\r\n" + page + "\r\n",
		"GET /__clerk/%[1]s HTTP/1.1\r\nHost: app.example\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: %[1]s\r\n" + page + "\r\n",
		get + "Authorization: %[1]s\r\n\r\n",
		get + "Authorization: Bearer %[1]s\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: app.example\r\nCookie: __session=%[1]s; __client_uat=1\r\nContent-Length: 0\r\n\r\n",
	}
	for _, header := range []string{"X-Forwarded-Host", "X-Forwarded-Proto", "Origin", "Referer", "Sec-Fetch-Dest", "Accept", "User-Agent"} {
		all = append(all, get+page+header+": %[1]s\r\nCookie: __session=a.b.c; __client_uat=1\r\n\r\n")
	}
	for _, cookies := range []string{
		"__session=%[1]s; __client_uat=1", "__session_%[2]s=%[1]s; __client_uat_%[2]s=1; __session=%[1]s",
		"__client_uat=%[1]s; __session=a.b.c", "__client_uat_%[2]s=%[1]s; __session_%[2]s=a.b.c", "__clerk_db_jwt=%[1]s",
		"__clerk_handshake=%[1]s", "__clerk_handshake_nonce=%[1]s", "__clerk_redirect_count=%[1]s; __client_uat=1",
		"__refresh_%[2]s=%[1]s; __session_%[2]s=%[1]s; __client_uat_%[2]s=1", "%[1]s=1; __session=a",
	} {
		all = append(all, get+page+"Cookie: "+cookies+"\r\n\r\n")
	}
	for _, query := range []string{
		"__clerk_handshake", "__clerk_handshake_nonce", "__clerk_db_jwt", "__dev_session", "__clerk_redirect_url", "__clerk_synced", "__clerk_help",
	} {
		all = append(all, "GET /?"+query+"=%[1]s&__clerk_synced=false HTTP/1.1\r\nHost: app.example\r\n"+page+"\r\n")
	}
	return all
}

// corpus is every hostile request: the hand-picked ones, and each value in each place.
func corpus(t testing.TB, suffix string) []hostile {
	t.Helper()
	all := handPicked(t)
	for v, line := range lines(t, "values.txt") {
		value := expand(t, line)
		for p, place := range places() {
			name := fmt.Sprintf("value %d (%.30s) in place %d", v+1, line, p+1)
			raw := strings.ReplaceAll(strings.ReplaceAll(place, "%[1]s", value), "%[2]s", suffix)
			all = append(all, hostile{name, []byte(raw)})
		}
	}
	return all
}
