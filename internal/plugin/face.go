package plugin

import (
	"context"

	"github.com/valyala/fasthttp"

	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/edge"
)

// Ctx is what both Fibers' contexts have by the same name.
type Ctx interface {
	edge.Ctx
	Next() error
}

// Face is what the Fibers have by different names.
type Face[C Ctx] struct {
	HTTP       func(C) *fasthttp.RequestCtx
	Context    func(C) context.Context
	SetContext func(C, context.Context)
	// App returns what tells one application from another; AppConfig is asked
	// once for each.
	App       func(C) any
	AppConfig func(app any) AppConfig
	// Error returns Fiber's own error with a status.
	Error func(status int) error
	// IsAnswer reports whether an error has a status of its own, as Fiber's has:
	// it is meant for the visitor.
	IsAnswer func(error) bool
	// Refuse returns the face's AuthError.
	Refuse func(Refusal) error
}

// AppConfig is what matters of an application's configuration.
type AppConfig struct {
	edge.Config

	BodyLimit int // in bytes
}

// Refusal is why a request is not served.
type Refusal struct {
	Status    int
	Text      string // what a visitor may see; empty for the status's own
	Reason    string
	Message   string
	TokenType clerkauth.TokenType
}

// appConfig is remembered for the application that was served last, since Fiber
// answers with a copy of its whole configuration.
func (p *Plugin[C]) appConfig(c C) AppConfig {
	app := p.face.App(c)
	known := p.lastApp.Load()
	if known == nil || known.app != app {
		known = &knownApp{app, p.face.AppConfig(app)}
		known.config.OnDistrust = p.reportDistrust
		p.lastApp.Store(known)
	}
	return known.config
}

type knownApp struct {
	app    any
	config AppConfig
}
