package state

import (
	"encoding/json"
	"fmt"
	"log/slog"
)

// String names what lies in c.Locals and is the user context. A context that
// is derived from it prints it as its parent.
func (s *State) String() string { return "clerkfiber.request" }

// Format prints String: nothing of a request, and nothing that a handler
// further on may be writing to.
func (s *State) Format(f fmt.State, _ rune) { _, _ = f.Write([]byte(s.String())) }

// LogValue logs String.
func (s *State) LogValue() slog.Value { return slog.StringValue(s.String()) }

// MarshalJSON writes String.
func (s *State) MarshalJSON() ([]byte, error) { return json.Marshal(s.String()) }
