package clerkfiber

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

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// proxyPatience is how long the proxy waits for the next byte from either
// side. A Frontend API that hangs and a visitor who went away cost no more.
const proxyPatience = 30 * time.Second

// frontendAPIProxy forwards requests below a path to Clerk's Frontend API, as
// clerkFrontendApiProxy of @clerk/backend does. Bodies are passed on as they
// come and not held. See
// https://clerk.com/docs/guides/dashboard/dns-domains/proxy-fapi.
type frontendAPIProxy struct {
	path        string // without a slash at its end
	enabledFunc func(*url.URL) bool
	secretKey   string
	target      *proxyTarget
	targetFault error // why there is no target
	transport   http.RoundTripper
	logger      *slog.Logger
	patience    time.Duration
}

// newFrontendAPIProxy returns nil when the options ask for no proxy.
func newFrontendAPIProxy(r *resolved) *frontendAPIProxy {
	o := r.FrontendAPIProxy
	if !o.Enabled && o.EnabledFunc == nil {
		return nil
	}
	address := r.FrontendAPIURL
	if address == "" {
		address = instance.ProxyTarget(r.instance.FrontendAPI)
	}
	target, err := parseProxyTarget(address)
	return &frontendAPIProxy{
		path:        o.Path,
		enabledFunc: o.EnabledFunc,
		secretKey:   r.SecretKey,
		target:      target,
		targetFault: err,
		transport:   proxyTransport(r.HTTPClient),
		logger:      r.Logger,
		patience:    proxyPatience,
	}
}

// proxyTransport is the client's transport and not the client: its timeout
// would end long answers, and it would follow redirects with the secret key.
func proxyTransport(client *http.Client) http.RoundTripper {
	if client != nil && client.Transport != nil {
		return client.Transport
	}
	return &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: 5 * time.Second}).DialContext,
		TLSHandshakeTimeout: 5 * time.Second,
		ForceAttemptHTTP2:   true,
		MaxIdleConnsPerHost: 32,
		IdleConnTimeout:     90 * time.Second,
		DisableCompression:  true,
	}
}

// enabled says whether the proxy is on for a request.
func (p *frontendAPIProxy) enabled(u *weburl.URL) bool {
	return p.enabledFunc == nil || p.enabledFunc(standardURL(u))
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

// matches says whether a request is the proxy's.
func (p *frontendAPIProxy) matches(u *weburl.URL) bool {
	rest, ok := strings.CutPrefix(u.Pathname(), p.path)
	return ok && (rest == "" || rest[0] == '/')
}

// serve answers a request that matches.
func (p *frontendAPIProxy) serve(c *fiber.Ctx, u *weburl.URL) error {
	upload, err := openUpload(c)
	if err != nil {
		return err
	}
	defer upload.finish(c)

	if p.targetFault != nil {
		return proxyFailure(c, fiber.StatusInternalServerError, "proxy_configuration_error", p.targetFault.Error())
	}
	if !p.matches(u) {
		return proxyFailure(c, fiber.StatusBadRequest, "proxy_path_mismatch",
			`Request path "`+u.Pathname()+`" does not match proxy path "`+p.path+`"`)
	}
	target, ok := p.target.at(u.Pathname()[len(p.path):], u.Search())
	if !ok {
		return proxyFailure(c, fiber.StatusBadRequest, "proxy_request_failed", "Resolved target does not match the expected host")
	}
	method, ok := methodOf(c)
	header, valid := p.requestHeader(c, u)
	if !ok || !valid || u.Origin() == "" {
		return c.Status(fiber.StatusBadRequest).Send(nil)
	}

	ctx, cancel := context.WithCancel(c.UserContext())
	guard := newPatience(p.patience, cancel, upload)
	request := (&http.Request{Method: method, URL: target, Header: header, Host: target.Host}).WithContext(ctx)
	upload.attach(request, guard)
	response, err := p.roundTrip(request)
	upload.finish(c)
	if err == nil && upload.err() == nil {
		p.answer(c, response, u.Origin()+p.path, &download{body: response.Body, guard: guard})
		return nil
	}
	expired := guard.stop()
	if response != nil {
		_ = response.Body.Close() // the visitor's body failed: this answer is to a part of it
	}
	return p.failed(c, upload.err(), err, expired)
}

// roundTrip is the transport's, whose panics are errors.
func (p *frontendAPIProxy) roundTrip(r *http.Request) (_ *http.Response, err error) {
	defer func() {
		if cause := recover(); cause != nil {
			err = fmt.Errorf("clerkfiber: the transport panicked: %T", cause)
		}
	}()
	return p.transport.RoundTrip(r)
}

// failed answers for a visitor's body that failed, or else for the Frontend API.
func (p *frontendAPIProxy) failed(c *fiber.Ctx, fromVisitor, fromAPI error, expired bool) error {
	switch {
	case errors.Is(fromVisitor, errTooLarge):
		return fiber.ErrRequestEntityTooLarge
	case fromVisitor != nil && !expired:
		return c.Status(fiber.StatusBadRequest).Send(nil)
	}
	why := "fetch failed"
	if expired {
		why = "timed out"
	}
	p.logger.WarnContext(c.UserContext(), "clerkfiber: the Frontend API proxy got no answer",
		"target", p.target.origin, "timed_out", expired, "error", fromAPI)
	return proxyFailure(c, fiber.StatusBadGateway, "proxy_request_failed", "Failed to proxy request to Clerk FAPI: "+why)
}

// proxyFailure answers in the form of Clerk's APIs.
func proxyFailure(c *fiber.Ctx, status int, code, message string) error {
	type failure struct {
		Code    string `json:"code"`
		Message string `json:"message"`
	}
	c.Set(fiber.HeaderCacheControl, "no-store")
	return c.Status(status).JSON(struct {
		Errors []failure `json:"errors"`
	}{[]failure{{code, message}}})
}
