package conformance

import (
	"reflect"

	"github.com/clerkfiber/clerkfiber/internal/plugin"
)

// For returns options for a face whose own context wrap makes the suite's of.
func For[C any](o Options, wrap func(C) Ctx) plugin.Options[C] {
	var own plugin.Options[C]
	from, to := reflect.ValueOf(o), reflect.ValueOf(&own).Elem()
	for i := range from.NumField() {
		if from.Type().Field(i).Name != "Next" {
			to.Field(i).Set(from.Field(i))
		}
	}
	if next := o.Next; next != nil {
		own.Next = func(c C) bool { return next(wrap(c)) }
	}
	return own
}
