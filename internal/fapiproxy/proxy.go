// Package fapiproxy forwards requests below a path to Clerk's Frontend API, as
// clerkFrontendApiProxy of @clerk/backend does. Bodies are passed on as they
// come and not held. See
// https://clerk.com/docs/guides/dashboard/dns-domains/proxy-fapi.
package fapiproxy

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"net/url"
	"strings"
	"time"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/internal/edge"
	"github.com/clerkfiber/clerkfiber/internal/redact"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

const (
	// idleLimit is how long the proxy waits for the next byte from either
	// side. A Frontend API that hangs and a visitor who went away cost no more.
	idleLimit = 30 * time.Second
	// wholeLimit is how long a request and its answer may take in all. Whoever
	// sends or reads a byte now and then costs no more. A body of Fiber's usual
	// limit, 4 MiB, takes that long at 110 kbit/s.
	wholeLimit = 5 * time.Minute
)

// Config configures a Proxy.
type Config struct {
	Path        string              // without a slash at its end
	EnabledFunc func(*url.URL) bool // optional
	SecretKey   redact.Secret
	Target      *Target
	HTTPClient  *http.Client
	Logger      *slog.Logger
	// Idle is how long the next byte from either side is waited for.
	// Default: 30 seconds.
	Idle time.Duration
}

// Proxy forwards to one Frontend API.
type Proxy struct {
	config    Config
	target    *Target
	transport http.RoundTripper
}

// New returns a Proxy.
func New(c Config) *Proxy {
	if c.Idle == 0 {
		c.Idle = idleLimit
	}
	return &Proxy{config: c, target: c.Target, transport: proxyTransport(c.HTTPClient)}
}

// Path returns the path below which requests are forwarded.
func (p *Proxy) Path() string { return p.config.Path }

// proxyTransport is the client's transport and not the client: its timeout
// would end long answers, and it would follow redirects with the secret key.
func proxyTransport(client *http.Client) http.RoundTripper {
	if client != nil && client.Transport != nil {
		return client.Transport
	}
	return &http.Transport{
		Proxy:                  http.ProxyFromEnvironment,
		DialContext:            (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout:    5 * time.Second,
		ForceAttemptHTTP2:      true,
		MaxIdleConnsPerHost:    32,
		IdleConnTimeout:        90 * time.Second,
		DisableCompression:     true,
		MaxResponseHeaderBytes: maxAnswerHeader,
	}
}

// Enabled reports whether the proxy is on for a request.
func (p *Proxy) Enabled(u *weburl.URL) bool {
	return p.config.EnabledFunc == nil || p.config.EnabledFunc(standardURL(u))
}

// standardURL is u for net/url, which refuses some paths that a browser takes.
func standardURL(u *weburl.URL) *url.URL {
	if parsed, err := url.Parse(u.Href()); err == nil {
		return parsed
	}
	return &url.URL{
		Scheme:   strings.TrimSuffix(u.Protocol(), ":"),
		Host:     u.Host(),
		Path:     u.Pathname(),
		RawQuery: strings.TrimPrefix(u.Search(), "?"),
	}
}

// Matches reports whether a request is the proxy's.
func (p *Proxy) Matches(u *weburl.URL) bool {
	rest, ok := strings.CutPrefix(u.Pathname(), p.config.Path)
	return ok && (rest == "" || rest[0] == '/')
}

// Serve answers a request that matches, for an application that takes bodies
// up to a limit; the error is ErrTooLarge.
func (p *Proxy) Serve(ctx context.Context, r *edge.Request, u *weburl.URL, limit int) error {
	c := r.HTTP
	upload, err := openUpload(c, limit)
	if err != nil {
		return err
	}
	defer upload.finish(c)

	if !p.Matches(u) {
		return proxyFailure(c, fasthttp.StatusBadRequest, "proxy_path_mismatch",
			`Request path "`+u.Pathname()+`" does not match proxy path "`+p.config.Path+`"`)
	}
	target, ok := p.target.at(u.Pathname()[len(p.config.Path):], u.Search())
	if !ok {
		return proxyFailure(c, fasthttp.StatusBadRequest, "proxy_request_failed", "Resolved target does not match the expected host")
	}
	method, ok := r.Method()
	origin := u.Origin()
	proxyURL := origin + p.config.Path
	header, valid := p.requestHeader(r, u, proxyURL)
	if !ok || !valid || origin == "" {
		edge.Answer(c, fasthttp.StatusBadRequest)
		return nil
	}

	ctx, cancel := context.WithCancel(ctx)
	timer := newExchangeTimer(p.config.Idle, cancel, upload)
	request := (&http.Request{Method: method, URL: target, Header: header, Host: target.Host}).WithContext(ctx)
	upload.attach(request, timer)
	response, err := p.roundTrip(request)
	upload.finish(c)
	if err == nil {
		err = checkAnswer(response)
	}
	if err == nil && upload.err() == nil {
		p.answer(c, response, proxyURL, &download{body: response.Body, timer: timer})
		return nil
	}
	expired := timer.stop()
	if response != nil {
		_ = response.Body.Close() // it is none, or an answer to a part of the visitor's body
	}
	return p.failed(ctx, c, upload.err(), err, expired)
}

// failed answers for a visitor's body that failed, or else for the Frontend API.
func (p *Proxy) failed(ctx context.Context, c *fasthttp.RequestCtx, fromVisitor, fromAPI error, expired bool) error {
	switch {
	case errors.Is(fromVisitor, ErrTooLarge):
		return ErrTooLarge
	case fromVisitor != nil && !expired:
		edge.Answer(c, fasthttp.StatusBadRequest)
		return nil
	}
	why := "fetch failed"
	if expired {
		why = "timed out"
	}
	p.config.Logger.WarnContext(ctx, "clerkfiber: the Frontend API proxy got no answer", "target", p.target.origin, "timed_out", expired, "error", fromAPI)
	return proxyFailure(c, fasthttp.StatusBadGateway, "proxy_request_failed", "Failed to proxy request to Clerk FAPI: "+why)
}

// roundTrip is the transport's, whose panics are errors.
func (p *Proxy) roundTrip(r *http.Request) (_ *http.Response, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("clerkfiber: the transport panicked: %T", cause)
		}
	}()
	return p.transport.RoundTrip(r)
}

// proxyFailure answers in the form of Clerk's APIs.
func proxyFailure(c *fasthttp.RequestCtx, status int, code, message string) error {
	type failure struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	c.Response.Header.Set(fasthttp.HeaderCacheControl, "no-store")
	return edge.AnswerJSON(c, status, struct {
		Errors []failure `json:"errors"`
	}{[]failure{{code, message}}})
}

// SetIdle replaces Config.Idle before the first request.
func (p *Proxy) SetIdle(d time.Duration) { p.config.Idle = d }
