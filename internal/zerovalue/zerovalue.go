// Package zerovalue is for tests: it calls every method of a package's exported
// types on values that nobody has filled in.
package zerovalue

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// Check calls the methods of the seeds' types, and of those of their package
// that they lead to, on the zero value and on nil. None may panic, nor may a
// function that one returns. It fails for a type with exported methods in dir,
// the package's folder, that is neither reached nor among the exceptions, which
// say why.
func Check(t *testing.T, dir string, exceptions map[string]string, seeds ...any) {
	t.Helper()
	found := types{pkg: reflect.TypeOf(seeds[0]).PkgPath(), seen: map[reflect.Type]bool{}, names: map[string]bool{}}
	for _, seed := range seeds {
		found.reach(reflect.TypeOf(seed))
	}
	for _, name := range receivers(t, dir) {
		if found.names[name] == (exceptions[name] != "") {
			t.Errorf("%s is checked: %t; exception: %q", name, found.names[name], exceptions[name])
		}
	}
	for _, each := range found.own {
		if exceptions[baseName(each)] == "" {
			callMethods(t, reflect.New(each), each.String())
			callMethods(t, reflect.Zero(reflect.PointerTo(each)), "nil *"+each.String())
		}
	}
}

// types are those that reach found.
type types struct {
	pkg   string
	seen  map[reflect.Type]bool
	own   []reflect.Type // of the package, exported, no interfaces
	names map[string]bool
}

func (s *types) reach(t reflect.Type) {
	if s.seen[t] {
		return
	}
	s.seen[t] = true
	if t.PkgPath() == s.pkg && ast.IsExported(t.Name()) && t.Kind() != reflect.Interface {
		s.own = append(s.own, t)
		s.names[baseName(t)] = true
		for i := range reflect.PointerTo(t).NumMethod() {
			s.reach(reflect.PointerTo(t).Method(i).Type)
		}
	}
	switch t.Kind() {
	case reflect.Map:
		s.reach(t.Key())
		s.reach(t.Elem())
	case reflect.Pointer, reflect.Slice, reflect.Array, reflect.Chan:
		s.reach(t.Elem())
	case reflect.Func:
		for i := range t.NumIn() {
			s.reach(t.In(i))
		}
		for i := range t.NumOut() {
			s.reach(t.Out(i))
		}
	case reflect.Struct:
		for i := range t.NumField() {
			s.reach(t.Field(i).Type)
		}
	default:
	}
}

// baseName is a type's name without its parameters.
func baseName(t reflect.Type) string {
	name, _, _ := strings.Cut(t.Name(), "[")
	return name
}

// receivers names the exported types in dir that have exported methods.
func receivers(t *testing.T, dir string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, path := range files {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if f, ok := decl.(*ast.FuncDecl); ok && f.Recv != nil && f.Name.IsExported() {
				if name := receiver(f.Recv.List[0].Type); ast.IsExported(name) {
					names = append(names, name)
				}
			}
		}
	}
	if len(names) == 0 {
		t.Fatalf("%s has no types with methods", dir)
	}
	return names
}

func receiver(e ast.Expr) string {
	switch e := e.(type) {
	case *ast.StarExpr:
		return receiver(e.X)
	case *ast.IndexExpr:
		return receiver(e.X)
	case *ast.Ident:
		return e.Name
	}
	return ""
}

// callMethods calls what a pointer has. On nil these are the methods of the
// pointer alone: Go itself calls no other.
func callMethods(t *testing.T, p reflect.Value, name string) {
	t.Helper()
	for i := range p.NumMethod() {
		method := p.Type().Method(i).Name
		_, ofValue := p.Type().Elem().MethodByName(method)
		if p.IsNil() && (ofValue || method == "UnmarshalJSON") { // which has nowhere to write to
			continue
		}
		t.Run(name+"."+method, func(t *testing.T) { call(t, p.Method(i)) })
	}
}

// call calls a function with what is next to nothing, and then the functions
// that it returned.
func call(t *testing.T, f reflect.Value) {
	t.Helper()
	defer func() {
		if why := recover(); why != nil {
			t.Errorf("panics: %v", why)
		}
	}()
	in := make([]reflect.Value, 0, f.Type().NumIn())
	for i := range f.Type().NumIn() {
		if f.Type().IsVariadic() && i == f.Type().NumIn()-1 {
			break
		}
		in = append(in, argument(f.Type().In(i)))
	}
	for _, result := range f.Call(in) {
		if result.Kind() == reflect.Func && !result.IsNil() {
			call(t, result)
		}
	}
}

func argument(t reflect.Type) reflect.Value {
	for _, given := range []any{context.Background(), errors.New("an error"), new(state)} {
		if t.Kind() == reflect.Interface && t.NumMethod() > 0 && reflect.TypeOf(given).Implements(t) {
			return reflect.ValueOf(given)
		}
	}
	if t.Kind() != reflect.Func {
		return reflect.Zero(t)
	}
	return reflect.MakeFunc(t, func([]reflect.Value) []reflect.Value {
		out := make([]reflect.Value, t.NumOut())
		for i := range out {
			out[i] = reflect.Zero(t.Out(i))
		}
		return out
	})
}

// state is where a Format method prints to.
type state struct{ bytes.Buffer }

var _ fmt.State = (*state)(nil)

func (*state) Width() (int, bool)     { return 0, false }
func (*state) Precision() (int, bool) { return 0, false }
func (*state) Flag(int) bool          { return true }
