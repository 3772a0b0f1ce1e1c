package parity

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
)

// hasParams is one question to has().
type hasParams struct {
	Role           string          `json:"role"`
	Permission     string          `json:"permission"`
	Feature        string          `json:"feature"`
	Plan           string          `json:"plan"`
	Reverification json.RawMessage `json:"reverification"`
}

func (p hasParams) here() clerkfiber.AuthorizationParams {
	params := clerkfiber.AuthorizationParams{Role: p.Role, Permission: p.Permission, Feature: p.Feature, Plan: p.Plan}
	if len(p.Reverification) == 0 {
		return params
	}
	var preset string
	if json.Unmarshal(p.Reverification, &preset) == nil {
		params.Reverification = map[string]*clerkfiber.Reverification{
			"strict_mfa": clerkfiber.StrictMFA, "strict": clerkfiber.Strict,
			"moderate": clerkfiber.Moderate, "lax": clerkfiber.Lax,
		}[preset]
		return params
	}
	var config struct {
		Level        string `json:"level"`
		AfterMinutes int    `json:"afterMinutes"`
	}
	if json.Unmarshal(p.Reverification, &config) == nil {
		params.Reverification = &clerkfiber.Reverification{Level: config.Level, AfterMinutes: config.AfterMinutes}
	}
	return params
}

// accepts turns a recorded form of acceptsToken into options.
func accepts(form string) []clerkfiber.AuthOption {
	if form == "default" {
		return nil
	}
	var kinds []clerkfiber.TokenType
	for kind := range strings.SplitSeq(form, ",") {
		kinds = append(kinds, clerkfiber.TokenType(kind))
	}
	return []clerkfiber.AuthOption{clerkfiber.AcceptsToken(kinds...)}
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

func newApp(seen *got) *fiber.App {
	return fiber.New(fiber.Config{
		DisableStartupMessage: true,
		ReadBufferSize:        1 << 15,
		ErrorHandler: func(c *fiber.Ctx, err error) error {
			seen.Error = err.Error()
			status := fiber.StatusInternalServerError
			if known := (*fiber.Error)(nil); errors.As(err, &known) {
				status = known.Code
			}
			return c.Status(status).Send(nil)
		},
	})
}

// guarded turns a panic into an answer that no recording has.
func guarded(seen *got, handler fiber.Handler) fiber.Handler {
	return func(c *fiber.Ctx) (err error) {
		defer func() {
			if v := recover(); v != nil {
				seen.Error = fmt.Sprint("panic: ", v)
				err = c.SendStatus(fiber.StatusTeapot)
			}
		}()
		return handler(c)
	}
}

// ask sends a case through the plugin.
func ask(s *shared, c *recorded) *got {
	g := &got{}
	clerk := newUpstream(s, c)
	options := c.Options.here(clerk)
	options.Logger = quiet()
	handler, err := clerkfiber.NewHandler(options)
	if err != nil {
		g.fault = err
		return g
	}
	app := newApp(g)
	app.Use(guarded(g, handler))
	app.Use(func(ctx *fiber.Ctx) error {
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
		g.direct = askDirectly(s, c)
	}
	return g
}

// look asks the handler's questions.
func (g *got) look(s *shared, c *recorded, ctx *fiber.Ctx, clerk *upstream) error {
	g.Passed, g.auth = &passed{}, map[string]json.RawMessage{}
	for _, form := range forms() {
		auth, err := clerkfiber.GetAuth(ctx, accepts(form)...)
		if err != nil {
			return err
		}
		if g.auth[form], err = json.Marshal(auth); err != nil {
			return err
		}
	}
	auth, err := clerkfiber.GetAuth(ctx, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
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
	return ctx.Status(fiber.StatusOK).Send(nil)
}

func tokens(auth *clerkfiber.Auth, asked []tokenRow, clerk *upstream) []tokenRow {
	rows := slices.Clone(asked)
	for i := range rows {
		row := &rows[i]
		token, err := auth.GetToken(context.Background(),
			clerkfiber.GetTokenOptions{Template: row.Params.Template, ExpiresInSeconds: row.Params.ExpiresInSeconds})
		row.Fails, row.Token, row.Asked = err != nil, nil, clerk.taken()
		if token != "" {
			row.Token = &token
		}
	}
	return rows
}

// askDirectly calls AuthenticateRequest once for each form of acceptsToken.
func askDirectly(s *shared, c *recorded) map[string]state {
	states := map[string]state{}
	for _, form := range forms() {
		clerk := newUpstream(s, c)
		options := c.Options.here(clerk)
		options.Logger = quiet()
		a, err := clerkfiber.NewAuthenticator(options)
		if err != nil {
			states[form] = state{Error: err.Error()}
			continue
		}
		seen := &got{}
		app := newApp(seen)
		app.Use(guarded(seen, func(ctx *fiber.Ctx) error {
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

func stateOf(found *clerkfiber.RequestState, refused error) (state, error) {
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
	s.PendingAuth, err = json.Marshal(found.ToAuth(clerkfiber.TreatPendingAsSignedOut(false)))
	return s, err
}
