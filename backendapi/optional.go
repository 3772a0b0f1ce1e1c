package backendapi

import (
	"bytes"
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Optional is a field with three states: absent (the zero value), null, or a
// value. In parameters absent is not sent and null clears what is stored:
//
//	backendapi.UpdateUserParams{
//		FirstName: backendapi.Set("Ada"),
//		LastName:  backendapi.Null[string](),
//	}
type Optional[T any] struct {
	value T
	state optionalState
}

type optionalState uint8

const (
	absent optionalState = iota
	isNull
	hasValue
)

// Set gives a field a value, which may be T's zero value.
func Set[T any](value T) Optional[T] { return Optional[T]{value, hasValue} }

// Null gives a field the JSON value null.
func Null[T any]() Optional[T] { return Optional[T]{state: isNull} }

// Get returns the value and whether there is one.
func (o Optional[T]) Get() (T, bool) { return o.value, o.state == hasValue }

// Or returns the value, or the fallback when absent or null.
func (o Optional[T]) Or(fallback T) T {
	if o.state == hasValue {
		return o.value
	}
	return fallback
}

// IsNull reports whether the field is null.
func (o Optional[T]) IsNull() bool { return o.state == isNull }

// IsZero reports whether the field is absent; the omitzero tag asks for it.
func (o Optional[T]) IsZero() bool { return o.state == absent }

// MarshalJSON implements [json.Marshaler]. An absent field that is not left
// out by omitzero is written as null.
func (o Optional[T]) MarshalJSON() ([]byte, error) {
	if o.state != hasValue {
		return []byte("null"), nil
	}
	return json.Marshal(o.value)
}

// UnmarshalJSON implements [json.Unmarshaler].
func (o *Optional[T]) UnmarshalJSON(data []byte) error {
	if bytes.Equal(bytes.TrimSpace(data), []byte("null")) {
		*o = Null[T]()
		return nil
	}
	var value T
	if err := resource.Decode(data, &value); err != nil {
		return err
	}
	*o = Set(value)
	return nil
}
