package clerktest

import (
	"fmt"
	"net/http"
	"reflect"
	"time"
)

const appTimeout = 30 * time.Second

// App is an application that answers without a port: the *fiber.App of Fiber v2
// or of Fiber v3. Their methods Test differ in how they take a timeout.
type App any

// tester is an application's method Test with a timeout that slow machines keep.
type tester func(*http.Request) (*http.Response, error)

// testerOf panics for what is no application.
func testerOf(app App) tester {
	test := reflect.ValueOf(app).MethodByName("Test")
	if !test.IsValid() || !test.Type().IsVariadic() || test.Type().NumIn() != 2 || test.Type().NumOut() != 2 {
		panic(fmt.Sprintf("clerktest: %T is no application of Fiber's: it has no method Test", app))
	}
	timeout := timeoutOf(test.Type().In(1).Elem())
	return func(r *http.Request) (*http.Response, error) {
		out := test.Call([]reflect.Value{reflect.ValueOf(r), timeout})
		response, _ := out[0].Interface().(*http.Response)
		err, _ := out[1].Interface().(error)
		return response, err
	}
}

// timeoutOf makes Fiber v2's number of milliseconds, or Fiber v3's TestConfig.
func timeoutOf(kind reflect.Type) reflect.Value {
	timeout := reflect.New(kind).Elem()
	if kind.Kind() == reflect.Int {
		timeout.SetInt(appTimeout.Milliseconds())
		return timeout
	}
	timeout.FieldByName("Timeout").SetInt(int64(appTimeout))
	timeout.FieldByName("FailOnTimeout").SetBool(true)
	return timeout
}
