package authn

import (
	"cmp"
	"context"
	"fmt"
	"regexp"
	"runtime/debug"
	"strconv"
	"strings"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/flight"
	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/token"
	"github.com/clerkfiber/clerkfiber/internal/weburl"
)

// backendTimeout is how long a request waits for the Backend API, as token
// waits for the keys: a visitor has an answer within five seconds.
const backendTimeout = 4 * time.Second

// Config is what an Engine decides with. Every field but the optional ones is required.
type Config struct {
	Instance instance.Instance
	Verifier *token.Verifier
	Backend  *backendapi.Client

	Domain            string // optional
	SignInURL         string // optional, but a satellite in development needs it
	SignUpURL         string // optional
	IsSatellite       bool
	SatelliteAutoSync bool
	DisableHandshake  bool
	// RefreshForms refreshes an expired session for a request that is no GET, when
	// it comes from its own origin or one of AuthorizedParties.
	RefreshForms      bool
	AuthorizedParties []string
	Organizations     *Organizations // optional
	MachineCache      *MachineCache  // optional

	// Warn tells the operator what must be mended.
	Warn func(cause, message string, args ...any)
	Now  func() time.Time
}

// Engine decides who is asking, for one Clerk instance. It is safe for concurrent use.
type Engine struct {
	config        Config
	organizations *Organizations
	signInURL     *weburl.URL
	parties       []string // the origins of AuthorizedParties
	issuerHost    string
	cookies       cookieNames
	anonymous     *Decision
	warnedAZP     atomic.Bool
	cookieless    cookielessLoops
	out           outgoing
}

// NewEngine prepares the decision.
func NewEngine(c Config) (*Engine, error) {
	e := &Engine{
		config: c, organizations: c.Organizations,
		issuerHost: c.Instance.FrontendAPI,
		cookies:    newCookieNames(c.Instance.CookieSuffix),
	}
	var err error
	if e.out, err = newOutgoing(); err != nil {
		return nil, err
	}
	if e.cookieless.finished, err = flight.NewMemory[flight.Key, int](loopEntries); err != nil {
		return nil, err
	}
	if host := c.satelliteHost(); host != "" {
		e.issuerHost = host
	}
	if c.IsSatellite && !c.Instance.Production {
		u, err := weburl.Parse(c.SignInURL)
		if err != nil {
			return nil, err
		}
		e.signInURL = u
	}
	for _, party := range c.AuthorizedParties {
		e.parties = append(e.parties, originOf(party))
	}
	e.anonymous = e.decideAnonymous()
	return e, nil
}

// originOf is an authorized party as URLs have it, or as it is, which then is no URL's.
func originOf(party string) string {
	if u, err := weburl.Parse(party); err == nil {
		return u.Origin()
	}
	return party
}

// Decide answers who is asking, for a caller that takes the given kinds of
// token. Should something panic, nobody is signed in.
func (e *Engine) Decide(ctx context.Context, r *Request, accepts Accepts) (d *Decision) {
	defer func() {
		if why := recover(); why != nil {
			e.warn("panic", "a decision panicked, so nobody was signed in", "panic", fmt.Sprintf("%T", why), "stack", string(debug.Stack()))
			a := &attempt{engine: e, request: r, accepts: accepts}
			d = a.settle("panic", signedOutBecause(ReasonUnexpected))
		}
	}()
	return e.decide(ctx, gather(e, r, accepts))
}

func (e *Engine) decide(ctx context.Context, a *attempt) *Decision {
	accepts := a.accepts
	if accepts.List() && !accepts.Takes(a.presentedKind()) {
		return a.settle("kind-not-on-list", &verdict{status: SignedOut, reason: ReasonTokenTypeMismatch, noKind: true})
	}
	for _, rule := range rulesFor(a) {
		if v := rule.decide(ctx, a); v != nil {
			return a.settle(rule.name, v)
		}
	}
	// Every list ends in a rule that decides; should one not, nobody is signed in.
	return a.settle("no-rule", signedOutBecause(ReasonUnexpected))
}

// presentedKind is what the request claims to bring; without a machine token it is a session.
func (a *attempt) presentedKind() string {
	if a.bearer != "" {
		return cmp.Or(a.machineKind(), SessionToken)
	}
	return SessionToken
}

// Production reports whether the instance is a production one.
func (e *Engine) Production() bool { return e.config.Instance.Production }

// Instance is the host of the instance's Frontend API, as tokens name their issuer.
func (e *Engine) Instance() string { return e.issuerHost }

func (e *Engine) now() time.Time { return e.config.Now() }

func (e *Engine) warn(cause, message string, args ...any) { e.config.Warn(cause, message, args...) }

// satelliteHost is the Frontend API on a production satellite's own domain.
func (c Config) satelliteHost() string {
	if c.Instance.Production && c.IsSatellite && c.Domain != "" {
		return "clerk." + c.Domain
	}
	return ""
}

// frontendAPI is the Frontend API as the browser reaches it: a proxy, a
// satellite's own host, or the instance's.
func (e *Engine) frontendAPI(r *Request) string {
	switch {
	case strings.HasPrefix(r.ProxyURL, "/"):
		return r.URL.Origin() + r.ProxyURL
	case r.ProxyURL != "":
		return r.ProxyURL
	}
	return e.issuerHost
}

var scheme = regexp.MustCompile(`(?i)https?://`)

func withoutScheme(issuer string) string {
	if host, ok := strings.CutPrefix(issuer, "https://"); ok && !strings.Contains(host, "://") {
		return host
	}
	return scheme.ReplaceAllString(issuer, "")
}

// warnMissingAZP tells once that a cookie's token lacks azp: Clerk will refuse such tokens one day.
func (e *Engine) warnMissingAZP() {
	if e.warnedAZP.CompareAndSwap(false, true) {
		e.warn("missing-azp", "a session token in a cookie lacks the azp claim; a future version of Clerk will refuse it")
	}
}

// explainTokenFault warns of a refused token that tells of a mix-up, and says
// what is mixed up: the message that the visitor gets is Clerk's own.
func (e *Engine) explainTokenFault(a *attempt, fault *token.Error) (advice string) {
	raw, _ := a.carried()
	jwt, err := a.parse(raw)
	if err != nil {
		return ""
	}
	switch fault.Reason {
	case token.ReasonInvalidAlgorithm, token.ReasonJWKKidMismatch, token.ReasonInvalidSignature:
	default:
		return ""
	}
	if alg, _ := jwt.Header.Alg.Text(); strings.HasPrefix(alg, "HS") || jwt.Header.Kid.IsUndefined() {
		advice = "a token without a key of Clerk's was refused: a JWT template with a custom signing key makes such tokens; send the session token instead"
		e.warn("custom-key", advice)
		return advice
	}
	iss, ok := jwt.Claims.Iss.Text()
	if !ok || withoutScheme(iss) == e.issuerHost {
		return ""
	}
	advice = "a token of another Clerk instance was refused: it is from " + strconv.Quote(iss[:min(len(iss), 100)]) +
		", this application's keys are for " + strconv.Quote(e.issuerHost)
	e.warn("foreign-issuer", advice)
	return advice
}
