package webhooks

import (
	"fmt"
	"io"
	"reflect"
)

// stream is a body that was not read yet: fasthttp's request has these methods.
type stream interface {
	BodyStream() io.Reader
	SetBodyRaw(body []byte)
}

// receivedBody is the body as it came. Of one that is streamed Fiber's BodyRaw
// reads whatever comes, and puts an error's text in the place of what broke
// off; so it is read here, up to the app's BodyLimit.
func receivedBody(c Request) ([]byte, error) {
	request, ok := call(reflect.ValueOf(c).MethodByName("Request")).(stream)
	if !ok || request.BodyStream() == nil {
		return c.BodyRaw(), nil
	}
	limit := bodyLimit(c)
	body, err := io.ReadAll(io.LimitReader(request.BodyStream(), limit+1))
	if err != nil || int64(len(body)) > limit {
		// What is left must not be taken for the sender's next request.
		if response, ok := call(reflect.ValueOf(c).MethodByName("Response")).(interface{ SetConnectionClose() }); ok {
			response.SetConnectionClose()
		}
	}
	switch {
	case err != nil:
		return nil, fmt.Errorf("%w: the body broke off", ErrMalformed)
	case int64(len(body)) > limit:
		return nil, fmt.Errorf("%w: more than %d bytes", ErrTooLarge, limit)
	}
	request.SetBodyRaw(body) // for whoever reads it after this
	return body, nil
}

// bodyLimit is the app's BodyLimit, or Fiber's own.
func bodyLimit(c Request) int64 {
	const usual = 4 << 20
	app := reflect.ValueOf(call(reflect.ValueOf(c).MethodByName("App")))
	if !app.IsValid() {
		return usual
	}
	config := reflect.ValueOf(call(app.MethodByName("Config")))
	if config.Kind() != reflect.Struct {
		return usual
	}
	if limit := config.FieldByName("BodyLimit"); limit.IsValid() && limit.CanInt() && limit.Int() > 0 {
		return limit.Int()
	}
	return usual
}

// call calls a method without arguments: the two Fibers have the same ones, with
// types of their own, so they are looked for by name. It returns nil when
// there is no such method.
func call(method reflect.Value) any {
	if !method.IsValid() || method.Type().NumIn() != 0 || method.Type().NumOut() != 1 {
		return nil
	}
	return method.Call(nil)[0].Interface()
}
