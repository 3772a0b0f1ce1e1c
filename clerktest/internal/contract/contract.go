// Package contract says what each operation of the Backend API takes: its
// query parameters and the fields of its body, as Clerk's OpenAPI description
// has them. The table is written by backendapi/spectest.
package contract

import (
	"bufio"
	"bytes"
	_ "embed"
	"encoding/json"
	"fmt"
	"maps"
	"sync"
)

// Operation is one operation of the Backend API.
type Operation struct {
	ID     string `json:"id"`
	Method string `json:"method"`
	Path   string `json:"path"` // a template: /users/{user_id}
	// Worker is true for the machine endpoints, which another service of Clerk
	// answers: their faults are 400 bad_request.
	Worker bool               `json:"worker"`
	Query  map[string]*Schema `json:"query"`
	Body   *Schema            `json:"body"`
}

// Schema is what a parameter or a body may be. An empty Type allows anything.
type Schema struct {
	Type       string             `json:"type"`
	Format     string             `json:"format"`
	Enum       []any              `json:"enum"`
	Min        *float64           `json:"min"`
	Max        *float64           `json:"max"`
	MinLength  int                `json:"min_length"`
	MaxLength  *int               `json:"max_length"`
	Pattern    string             `json:"pattern"`
	MinItems   int                `json:"min_items"`
	MaxItems   *int               `json:"max_items"`
	Nullable   bool               `json:"nullable"`
	Required   bool               `json:"required"`
	Open       bool               `json:"open"` // has fields beside Properties
	Items      *Schema            `json:"items"`
	Properties map[string]*Schema `json:"properties"`
}

// Pattern is how net/http's ServeMux names the operation.
func (o *Operation) Pattern() string { return o.Method + " " + o.Path }

//go:embed operations.jsonl
var specified []byte

// unspecified are the operations, and parameters of operations, that Clerk's own
// clients have and the description lacks.
//
//go:embed unspecified.jsonl
var unspecified []byte

// All lists the operations in the description's order.
var All = sync.OnceValue(func() []*Operation {
	var all []*Operation
	byID := map[string]*Operation{}
	for _, table := range [][]byte{specified, unspecified} {
		lines := bufio.NewScanner(bytes.NewReader(table))
		lines.Buffer(nil, len(table)+1)
		for lines.Scan() {
			o := new(Operation)
			if err := json.Unmarshal(lines.Bytes(), o); err != nil {
				panic(fmt.Sprintf("clerktest: the table of operations: %v", err))
			}
			if known := byID[o.ID]; known != nil {
				maps.Copy(known.Query, o.Query)
				continue
			}
			byID[o.ID] = o
			all = append(all, o)
		}
	}
	return all
})

// ByPattern finds an operation as "GET /users/{user_id}".
var ByPattern = sync.OnceValue(func() map[string]*Operation {
	byPattern := map[string]*Operation{}
	for _, o := range All() {
		byPattern[o.Pattern()] = o
	}
	return byPattern
})
