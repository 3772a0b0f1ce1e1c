package optionset

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"strconv"
	"unsafe"
)

// Identity tells two sets of options apart. Equal options have equal
// identities; texts and numbers count by value, functions, clients and storages
// by which one it is. Secrets enter it hashed.
func Identity(options any) [sha256.Size]byte {
	text := make([]byte, 0, 1024)
	for f := range Of(options) {
		if f.Tag.Get("identity") != "-" {
			text = append(append(text, f.Name...), '=')
			text = append(appendIdentity(text, f.Value), '\n')
		}
	}
	return sha256.Sum256(text)
}

func appendIdentity(text []byte, v reflect.Value) []byte {
	switch {
	case v.Kind() == reflect.String:
		return strconv.AppendQuote(text, v.String())
	case v.Kind() == reflect.Bool:
		return strconv.AppendBool(text, v.Bool())
	case v.CanInt():
		return strconv.AppendInt(text, v.Int(), 10)
	case v.Kind() == reflect.Slice:
		for i := range v.Len() {
			text = append(appendIdentity(text, v.Index(i)), ',')
		}
		return text
	case v.Kind() == reflect.Func:
		return fmt.Appendf(text, "%p", closure(v))
	case v.Kind() == reflect.Pointer:
		return fmt.Appendf(text, "%p", v.UnsafePointer())
	case v.Kind() == reflect.Interface && v.IsNil():
		return append(text, "nil"...)
	case v.Kind() == reflect.Interface:
		return appendIdentity(append(append(text, v.Elem().Type().String()...), ' '), v.Elem())
	}
	return fmt.Appendf(text, "%q", fmt.Sprintf("%#v", v.Interface()))
}

// closure tells functions apart that are made by one line of code: reflect
// knows their code alone, and what they were given is beside it.
func closure(v reflect.Value) unsafe.Pointer {
	if v.IsNil() {
		return nil
	}
	own := reflect.New(v.Type()).Elem()
	own.Set(v)
	return *(*unsafe.Pointer)(own.Addr().UnsafePointer())
}
