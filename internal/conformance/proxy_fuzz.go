package conformance

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/valyala/fasthttp"
)

// Whatever a stranger asks for, it is asked of the Frontend API, below its
// path, and with our headers.
func FuzzProxy(f *testing.F, face Face) {
	for _, target := range []string{"/__clerk/v1", "/__clerk//evil.example", `/__clerk/\\evil`, "http://evil.example/__clerk/x", "/__clerk/%2e%2e/x?y#z", "/__clerk/%zz"} {
		f.Add(target, "app.example", "Connection", "clerk-secret-key")
	}
	f.Add("/__clerk/v1", "app.example", "Clerk-Secret-Key", "x\r\nHost: evil.example")
	var asked *http.Request
	options := proxyOptions("https://api.example:8443/base")
	options.HTTPClient = &http.Client{Transport: roundTripper(func(r *http.Request) (*http.Response, error) {
		if r.Header.Get("Clerk-Secret-Key") != "" { // else it is about a token, and not the proxy's
			asked = r
		}
		return &http.Response{StatusCode: 204, Body: http.NoBody}, nil
	})}
	app := face.NewApp(Config{})
	app.Use("/", face.New(options))
	serve := app.Server().Handler
	f.Fuzz(func(t *testing.T, target, host, name, value string) {
		asked = nil
		var c fasthttp.RequestCtx
		c.Request.Header.SetRequestURI(target)
		c.Request.Header.SetHost(host)
		c.Request.Header.Add(name, value)
		serve(&c)
		if asked == nil {
			return
		}
		uri := asked.URL.RequestURI()
		if asked.URL.Scheme != "https" || asked.URL.Host != "api.example:8443" || asked.Host != "api.example:8443" || !strings.HasPrefix(uri, "/base/") || strings.ContainsAny(uri, " \r\n") {
			t.Errorf("asked %s://%s (%s) for %q", asked.URL.Scheme, asked.URL.Host, asked.Host, uri)
		}
		for segment := range strings.SplitSeq(strings.ToLower(strings.SplitN(uri, "?", 2)[0]), "/") {
			if s := strings.ReplaceAll(segment, "%2e", "."); s == ".." || s == "." {
				t.Errorf("a dot segment is left in %q", uri)
			}
		}
		if got := asked.Header["Clerk-Secret-Key"]; !slices.Equal(got, []string{fakeProxySecret}) {
			t.Errorf("secret key %q", got)
		}
		if got := asked.Header["Clerk-Proxy-Url"]; len(got) != 1 || !strings.HasSuffix(got[0], "/__clerk") {
			t.Errorf("proxy URL %q", got)
		}
	})
}
