package clerkauth

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"maps"
	"slices"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/redact"
)

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
