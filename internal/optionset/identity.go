package optionset

import (
	"crypto/sha256"
	"fmt"
	"reflect"
	"unsafe"
)

// Identity tells two sets of options apart. Equal options have equal
// identities; texts and numbers count by value, functions, clients and storages
// by which one it is. Secrets enter it hashed.
func Identity(options any) [sha256.Size]byte {
	var text []byte
	for f := range Of(options) {
		if f.Tag.Get("identity") != "-" {
			text = fmt.Appendf(text, "%s=%s\n", f.Name, identityOf(f.Value))
		}
	}
	return sha256.Sum256(text)
}

func identityOf(v reflect.Value) string {
	switch v.Kind() {
	case reflect.Func:
		return fmt.Sprintf("%p", closure(v))
	case reflect.Pointer:
		return fmt.Sprintf("%p", v.UnsafePointer())
	case reflect.Interface:
		if v.IsNil() {
			return "nil"
		}
		return v.Elem().Type().String() + " " + identityOf(v.Elem())
	}
	return fmt.Sprintf("%q", fmt.Sprintf("%#v", v.Interface()))
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
