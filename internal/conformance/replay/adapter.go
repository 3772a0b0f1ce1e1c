package replay

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/conformance"
)

// hasParams is one question to has().
type hasParams struct {
	Role           string          `json:"role"`
	Permission     string          `json:"permission"`
	Feature        string          `json:"feature"`
	Plan           string          `json:"plan"`
	Reverification json.RawMessage `json:"reverification"`
}

func (p hasParams) here() clerkauth.AuthorizationParams {
	params := clerkauth.AuthorizationParams{Role: p.Role, Permission: p.Permission, Feature: p.Feature, Plan: p.Plan}
	if len(p.Reverification) == 0 {
		return params
	}
	var preset string
	if json.Unmarshal(p.Reverification, &preset) == nil {
		params.Reverification = map[string]*clerkauth.Reverification{
			"strict_mfa": clerkauth.StrictMFA, "strict": clerkauth.Strict,
			"moderate": clerkauth.Moderate, "lax": clerkauth.Lax,
		}[preset]
		return params
	}
	var config struct {
		Level        string `json:"level"`
		AfterMinutes int    `json:"afterMinutes"`
	}
	if json.Unmarshal(p.Reverification, &config) == nil {
		params.Reverification = &clerkauth.Reverification{Level: config.Level, AfterMinutes: config.AfterMinutes}
	}
	return params
}

// accepts turns a recorded form of acceptsToken into options.
func accepts(form string) []clerkauth.AuthOption {
	if form == "default" {
		return nil
	}
	var kinds []clerkauth.TokenType
	for kind := range strings.SplitSeq(form, ",") {
		kinds = append(kinds, clerkauth.TokenType(kind))
	}
	return []clerkauth.AuthOption{clerkauth.AcceptsToken(kinds...)}
}

// forms lists every recorded form of acceptsToken.
func forms() []string {
	return []string{
		"default", "session_token", "api_key", "m2m_token", "oauth_token", "any",
		"session_token,api_key", "m2m_token,oauth_token", "session_token,api_key,m2m_token,oauth_token",
	}
}

// got is what the plugin answered, in the recordings' terms.
type got struct {
	answer
	auth   map[string]json.RawMessage
	debug  map[string]any
	direct map[string]state
	fault  error // the options were refused at the start
}

func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

func newApp(face conformance.Face, seen *got) conformance.App {
	return face.NewApp(conformance.Config{
		ReadBufferSize: 1 << 15,
		ErrorHandler: func(c conformance.Ctx, err error) error {
			seen.Error = err.Error()
			c.HTTP().Response.SetStatusCode(cmp.Or(face.StatusOf(err), http.StatusInternalServerError))
			return nil
		},
	})
}

// guarded turns a panic into an answer that no recording has.
func guarded(seen *got, handler func(conformance.Ctx) error) func(conformance.Ctx) error {
	return func(c conformance.Ctx) (err error) {
		defer func() {
			if v := recover(); v != nil {
				seen.Error = fmt.Sprint("panic: ", v)
				err = c.SendStatus(http.StatusTeapot)
			}
		}()
		return handler(c)
	}
}

// ask sends a case through the plugin.
func ask(face conformance.Face, s *shared, c *recorded) *got {
	g := &got{}
	clerk := newUpstream(s, c)
	options := c.Options.here(clerk)
	options.Logger = quiet()
	handler, err := face.NewHandler(options)
	if err != nil {
		g.fault = err
		return g
	}
	app := newApp(face, g)
	app.Use("/", guarded(g, conformance.Ctx.Next), handler)
	app.Use("/", func(ctx conformance.Ctx) error {
		g.Asked = clerk.taken()
		return g.look(s, c, ctx, clerk)
	})
	if g.Status, g.Headers, g.Body, err = exchange(app, &c.Request); err != nil {
		g.Error = "exchange: " + err.Error()
	}
	if g.Passed == nil {
		g.Asked = clerk.taken()
	}
	if c.Answer.Direct != nil {
		g.direct = askDirectly(face, s, c)
	}
	return g
}

// look asks the handler's questions.
func (g *got) look(s *shared, c *recorded, ctx conformance.Ctx, clerk *upstream) error {
	g.Passed, g.auth = &passed{}, map[string]json.RawMessage{}
	for _, form := range forms() {
		auth, err := ctx.GetAuth(accepts(form)...)
		if err != nil {
			return err
		}
		if g.auth[form], err = json.Marshal(auth); err != nil {
			return err
		}
	}
	auth, err := ctx.GetAuth(clerkauth.AcceptsToken(clerkauth.AnyToken))
	if err != nil {
		return err
	}
	var has strings.Builder
	for _, params := range s.Has {
		has.WriteByte("01"[map[bool]int{true: 1}[auth.Has(params.here())]])
	}
	if strings.Contains(has.String(), "1") {
		g.Passed.Has = has.String()
	}
	token, err := auth.GetToken(context.Background())
	if err != nil {
		return err
	}
	if token != "" {
		g.Passed.Token = &token
	}
	g.debug = auth.Debug()
	clerk.taken()
	if c.Answer.Passed != nil {
		g.Passed.GetToken = tokens(auth, c.Answer.Passed.GetToken, clerk)
	}
	return nil
}

func tokens(auth *clerkauth.Auth, asked []tokenRow, clerk *upstream) []tokenRow {
	rows := slices.Clone(asked)
	for i := range rows {
		row := &rows[i]
		token, err := auth.GetToken(context.Background(),
			clerkauth.GetTokenOptions{Template: row.Params.Template, ExpiresInSeconds: row.Params.ExpiresInSeconds})
		row.Fails, row.Token, row.Asked = err != nil, nil, clerk.taken()
		if token != "" {
			row.Token = &token
		}
	}
	return rows
}

// askDirectly calls AuthenticateRequest once for each form of acceptsToken.
func askDirectly(face conformance.Face, s *shared, c *recorded) map[string]state {
	states := map[string]state{}
	for _, form := range forms() {
		clerk := newUpstream(s, c)
		options := c.Options.here(clerk)
		options.Logger = quiet()
		a, err := face.NewAuthenticator(options)
		if err != nil {
			states[form] = state{Error: err.Error()}
			continue
		}
		seen := &got{}
		app := newApp(face, seen)
		app.Use("/", guarded(seen, func(ctx conformance.Ctx) error {
			var err error
			states[form], err = stateOf(a.AuthenticateRequest(ctx, accepts(form)...))
			return err
		}))
		_, _, _, err = exchange(app, &c.Request)
		is := states[form]
		is.Asked = clerk.taken()
		if err != nil || seen.Error != "" {
			is = state{Error: fmt.Sprint(err, seen.Error)}
		}
		states[form] = is
	}
	return states
}

func stateOf(found *clerkauth.RequestState, refused error) (state, error) {
	if refused != nil {
		return state{Error: refused.Error()}, nil //nolint:nilerr // it is part of the answer
	}
	s := state{
		Status: found.Status, Reason: &found.Reason, Message: &found.Message,
		IsAuthenticated: found.IsAuthenticated,
	}
	if found.TokenType != "" {
		kind := string(found.TokenType)
		s.TokenType = &kind
	}
	if found.Token != "" {
		s.Token = &found.Token
	}
	for name, values := range found.Headers {
		for _, value := range values {
			s.Headers = append(s.Headers, [2]string{strings.ToLower(name), value})
		}
	}
	var err error
	if s.Auth, err = json.Marshal(found.ToAuth()); err != nil {
		return s, err
	}
	s.PendingAuth, err = json.Marshal(found.ToAuth(clerkauth.TreatPendingAsSignedOut(false)))
	return s, err
}
