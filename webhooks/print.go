package webhooks

import (
	"fmt"
	"log/slog"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

// Format prints the options with their secret cut to seven characters, whatever the verb.
func (o Options) Format(f fmt.State, _ rune) { optionset.Print(f, o) }

// LogValue logs the options with their secret cut to seven characters.
func (o Options) LogValue() slog.Value { return optionset.LogValue(o) }

// MarshalJSON writes the options with their secret cut to seven characters: it
// is for looking at, not for storing.
func (o Options) MarshalJSON() ([]byte, error) { return optionset.Marshal(o) }
