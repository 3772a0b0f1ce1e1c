package plugin

import (
	"errors"
	"os"
	"reflect"
	"strings"

	"github.com/caarlos0/env/v10"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
	"github.com/clerkfiber/clerkfiber/internal/redact"
)

// fillFromEnvironment gives every empty field its variable's value. Nothing is
// read before this moment, so a program may load its .env file first.
func (r *resolved) fillFromEnvironment(faults *faultList) {
	given := make(map[string]string)
	var empty []optionset.Field
	for f := range optionset.Of(&r.Settings) {
		if f.Variable == "" || !f.Value.IsZero() {
			continue
		}
		value := os.Getenv(f.Variable) //nolint:forbidigo // the one place
		if r.Environment != nil {
			value = r.Environment[f.Variable]
		}
		given[f.Variable] = strings.TrimSpace(value)
		empty = append(empty, f)
	}
	// Read apart from the options that were given: env would go on behind a
	// pointer that is set.
	var found Settings
	unreadable := unreadableFields(env.ParseWithOptions(&found, env.Options{Environment: given}))
	read := reflect.ValueOf(found)
	for _, f := range empty {
		f.Value.Set(read.FieldByName(f.Name))
		if unreadable[f.Name] {
			faults.add(f.Name, "%q is neither true nor false", redact.Prefix(given[f.Variable]))
		}
	}
}

// unreadableFields are those whose variable is not of their type.
func unreadableFields(err error) map[string]bool {
	names := make(map[string]bool)
	var many env.AggregateError
	if errors.As(err, &many) {
		for _, one := range many.Errors {
			var parse env.ParseError
			if errors.As(one, &parse) {
				names[parse.Name] = true
			}
		}
	}
	return names
}
