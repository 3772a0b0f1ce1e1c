package clerkauth

import (
	"net/http"

	"github.com/clerkfiber/clerkfiber/internal/authn"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// RequestState is what AuthenticateRequest found, see
// https://clerk.com/docs/reference/backend/authenticate-request.
type RequestState struct {
	Status          string // signed-in, signed-out or handshake
	Reason          string // why nobody is signed in; empty for signed-in
	Message         string
	TokenType       TokenType // empty for a kind that is not accepted
	Token           string    // the accepted token, empty unless signed in
	IsAuthenticated bool
	// Headers belong on the response; a handshake has a Location for a 307.
	Headers http.Header

	state *state.State
}

// NewRequestState tells what was decided. The plugin calls it.
func NewRequestState(s *state.State) *RequestState {
	d := s.Decision()
	r := &RequestState{
		Status: string(d.Status), Reason: d.Reason, Message: d.Message,
		TokenType: TokenType(d.TokenType), Token: d.Token,
		IsAuthenticated: d.Status == authn.SignedIn,
		Headers:         http.Header{},
		state:           s,
	}
	for _, h := range d.Headers {
		r.Headers.Add(h.Name, h.Value)
	}
	return r
}

// ToAuth returns the Auth of the request, of whatever kind its token is.
// Of the options TreatPendingAsSignedOut counts. A state that
// AuthenticateRequest did not make is of nobody.
func (r *RequestState) ToAuth(options ...AuthOption) *Auth {
	if r == nil || r.state == nil {
		return new(Auth)
	}
	if r.TokenType == "" {
		return &Auth{from: r.state}
	}
	o := Collect(options, nil).Taking
	o.Accepts = authn.AcceptAny()
	auth := new(Auth)
	auth.populate(r.state, o)
	return auth
}
