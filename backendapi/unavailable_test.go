package backendapi_test

import (
	"context"
	"errors"
	"reflect"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/zerovalue"
)

var errGone = errors.New("gone")

// A client that New did not make fails, whatever it is asked, and never panics.
func TestEveryCallOfAnUnusableClientFails(t *testing.T) {
	t.Parallel()
	for name, test := range map[string]struct {
		client *backendapi.Client
		want   error
	}{
		"unavailable": {backendapi.Unavailable(errGone), errGone},
		"nothing":     {backendapi.Unavailable(nil), nil},
		"zero":        {new(backendapi.Client), nil},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			for _, op := range operations(test.client) {
				for _, fill := range []func(int, reflect.Value){fillAll, func(int, reflect.Value) {}} {
					err := firstError(op, fill)
					if err == nil || test.want != nil && !errors.Is(err, test.want) {
						t.Errorf("%s: %v", op, err)
					}
				}
			}
		})
	}
}

// firstError is a method's error, or that of the first step of its iterator.
func firstError(op operation, fill func(int, reflect.Value)) error {
	results := op.call(context.Background(), fill)
	if !op.isIterator() {
		return errorOf(results)
	}
	var err error
	walk := results[0]
	walk.Call([]reflect.Value{reflect.MakeFunc(walk.Type().In(0), func(args []reflect.Value) []reflect.Value {
		err = errorOf(args)
		return []reflect.Value{reflect.ValueOf(false)}
	})})
	return err
}

func TestZeroValuesAreSafe(t *testing.T) {
	t.Parallel()
	zerovalue.Check(t, ".", nil, backendapi.Client{}, backendapi.Options{}, backendapi.Error{}, backendapi.RetryOptions{})
}
