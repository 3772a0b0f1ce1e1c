package plugin

import (
	"html/template"
	"strings"

	"github.com/valyala/fasthttp"
)

// The versions of Clerk's browser code, as the package manager's ranges.
const (
	clerkJSVersion = "6"
	clerkUIVersion = "1"
)

var scripts = template.Must(template.New("scripts").Parse(
	`<script defer crossorigin="anonymous"{{with .Nonce}} nonce="{{.}}"{{end}} src="{{.From}}/npm/@clerk/ui@{{.UI}}/dist/ui.browser.js"></script>
<script defer crossorigin="anonymous"{{with .Nonce}} nonce="{{.}}"{{end}} data-clerk-publishable-key="{{.PublishableKey}}"` +
		`{{with .ProxyURL}} data-clerk-proxy-url="{{.}}"{{end}}{{with .Domain}} data-clerk-domain="{{.}}"{{end}}` +
		` src="{{.From}}/npm/@clerk/clerk-js@{{.JS}}/dist/clerk.browser.js"></script>
`))

// Scripts returns the tags that load clerk-js and Clerk's components, from the
// Frontend API or through the proxy when it is on; empty without the plugin.
func Scripts[C Ctx](face Face[C], c C) template.HTML {
	r := cover(face, c)
	if r == nil {
		return ""
	}
	data := struct{ Nonce, From, PublishableKey, ProxyURL, Domain, JS, UI string }{
		Nonce:          nonceOf(face.HTTP(c)),
		From:           "https://" + r.engine.Instance(),
		PublishableKey: r.keys.publishable.Reveal(),
		ProxyURL:       r.facts.Request.ProxyURL,
		JS:             clerkJSVersion,
		UI:             clerkUIVersion,
	}
	if data.ProxyURL != "" {
		data.From = strings.TrimRight(data.ProxyURL, "/")
	}
	if r.settings.IsSatellite {
		data.Domain = r.settings.Domain
	}
	var b strings.Builder
	if err := scripts.Execute(&b, data); err != nil {
		return ""
	}
	return template.HTML(b.String()) //nolint:gosec // html/template has escaped it
}

// nonceOf returns the nonce for scripts in the Content-Security-Policy that the
// application has set on the answer so far; empty for none.
func nonceOf(http *fasthttp.RequestCtx) string {
	directives := strings.Split(string(http.Response.Header.Peek(fasthttp.HeaderContentSecurityPolicy)), ";")
	for _, governing := range [...]string{"script-src-elem", "script-src", "default-src"} {
		for _, directive := range directives {
			name, sources, _ := strings.Cut(strings.TrimSpace(directive), " ")
			if strings.EqualFold(name, governing) {
				return firstNonce(sources)
			}
		}
	}
	return ""
}

func firstNonce(sources string) string {
	_, rest, found := strings.Cut(sources, "'nonce-")
	nonce, _, closed := strings.Cut(rest, "'")
	if !found || !closed {
		return ""
	}
	return nonce
}
