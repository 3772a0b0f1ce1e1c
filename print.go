package clerkfiber

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/redact"
)

// Format prints the options with their keys cut to seven characters, whatever the verb.
func (o Options) Format(f fmt.State, _ rune) { optionset.Print(f, o) }

// LogValue logs the options with their keys cut to seven characters.
func (o Options) LogValue() slog.Value { return optionset.LogValue(o) }

// MarshalJSON writes the options with their keys cut to seven characters: it
// is for looking at, not for storing.
func (o Options) MarshalJSON() ([]byte, error) { return optionset.Marshal(o) }

// Format prints the options with their keys cut to seven characters, whatever the verb.
func (o VerifyTokenOptions) Format(f fmt.State, _ rune) { optionset.Print(f, o) }

// LogValue logs the options with their keys cut to seven characters.
func (o VerifyTokenOptions) LogValue() slog.Value { return optionset.LogValue(o) }

// MarshalJSON writes the options with their keys cut to seven characters.
func (o VerifyTokenOptions) MarshalJSON() ([]byte, error) { return optionset.Marshal(o) }

// shownState is a RequestState as it may be shown: of the headers, which set
// cookies and send browsers to addresses with tokens in them, the names.
type shownState struct {
	Status          string
	Reason          string
	Message         string
	TokenType       TokenType
	Token           redact.Secret
	IsAuthenticated bool
	Headers         []string
}

func (s RequestState) shown() shownState {
	return shownState{
		s.Status, s.Reason, s.Message, s.TokenType, redact.New(s.Token), s.IsAuthenticated,
		slices.Sorted(maps.Keys(s.Headers)),
	}
}

// Format prints the state with its token cut to seven characters and its
// headers by name, whatever the verb; not where fmt finds it in an unexported field.
func (s RequestState) Format(f fmt.State, _ rune) { _, _ = fmt.Fprintf(f, "%+v", s.shown()) }

// LogValue logs what Format prints.
func (s RequestState) LogValue() slog.Value { return optionset.LogValue(s.shown()) }

// MarshalJSON writes what Format prints: it is for looking at. What a client
// may know of who is signed in is ToAuth's JSON.
func (s RequestState) MarshalJSON() ([]byte, error) { return json.Marshal(s.shown()) }

// String names the plugin's instance, and nothing of its options.
func (a *Authenticator) String() string {
	if a == nil || a.engine == nil {
		return "clerkfiber.Authenticator"
	}
	return "clerkfiber.Authenticator(" + a.engine.Instance() + ")"
}

// Format prints String, whatever the verb.
func (a *Authenticator) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(a.String())) }

// LogValue logs String.
func (a *Authenticator) LogValue() slog.Value { return slog.StringValue(a.String()) }

// String names what lies in c.Locals and is the user context. A context that
// is derived from it prints it as its parent.
func (r *requestAuth) String() string { return "clerkfiber.request" }

// Format prints String: nothing of a request, and nothing that a handler
// further on may be writing to.
func (r *requestAuth) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(r.String())) }

// LogValue logs String.
func (r *requestAuth) LogValue() slog.Value { return slog.StringValue(r.String()) }

// MarshalJSON writes String.
func (r *requestAuth) MarshalJSON() ([]byte, error) { return json.Marshal(r.String()) }
