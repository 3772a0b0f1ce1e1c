package spectest

import (
	"bytes"
	"encoding/json"
	"flag"
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

var update = flag.Bool("update", false, "write clerktest's table of operations anew")

const contractFile = "../../clerktest/internal/contract/operations.jsonl"

// TestContract holds clerktest's table of what each operation takes against
// the specification: an operation a line, with its query and its body.
func TestContract(t *testing.T) {
	spec := loadSpec(t)
	extra := parametersOfJavaScript(t)
	var table bytes.Buffer
	for _, id := range operationsInOrder(t) {
		line, err := json.Marshal(spec.contractOf(t, id, extra[id]))
		if err != nil {
			t.Fatal(err)
		}
		table.Write(append(line, '\n'))
	}
	if *update {
		if err := os.WriteFile(contractFile, table.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(contractFile)
	if err != nil {
		t.Fatal(err)
	}
	if !bytes.Equal(have, table.Bytes()) {
		t.Errorf("%s is not what the specification says: go test -run TestContract -update", contractFile)
	}
}

// taken is an operation in clerktest's table.
type taken struct {
	ID     string             `json:"id"`
	Method string             `json:"method"`
	Path   string             `json:"path"`
	Worker bool               `json:"worker,omitempty"`
	Query  map[string]*schema `json:"query,omitempty"`
	Body   *schema            `json:"body,omitempty"`
}

type schema struct {
	Type       string             `json:"type,omitempty"`
	Format     string             `json:"format,omitempty"`
	Enum       []any              `json:"enum,omitempty"`
	Min        *float64           `json:"min,omitempty"`
	Max        *float64           `json:"max,omitempty"`
	MinLength  uint64             `json:"min_length,omitempty"`
	MaxLength  *uint64            `json:"max_length,omitempty"`
	Pattern    string             `json:"pattern,omitempty"`
	MinItems   uint64             `json:"min_items,omitempty"`
	MaxItems   *uint64            `json:"max_items,omitempty"`
	Nullable   bool               `json:"nullable,omitempty"`
	Required   bool               `json:"required,omitempty"`
	Open       bool               `json:"open,omitempty"`
	Items      *schema            `json:"items,omitempty"`
	Properties map[string]*schema `json:"properties,omitempty"`
}

func (spec *specification) contractOf(t *testing.T, id string, extra []string) *taken {
	for path, item := range spec.doc.Paths.Map() {
		for method, op := range item.Operations() {
			if op.OperationID != id {
				continue
			}
			o := &taken{ID: id, Method: method, Path: path, Worker: strings.HasPrefix(path, "/api_keys") ||
				strings.HasPrefix(path, "/m2m_tokens") || strings.HasSuffix(path, "/access_tokens/verify") ||
				strings.HasPrefix(path, "/admin_portal")}
			for _, p := range slices.Concat(item.Parameters, op.Parameters) {
				if p.Value.In == "query" {
					if o.Query == nil {
						o.Query = map[string]*schema{}
					}
					o.Query[p.Value.Name] = schemaOf(p.Value.Schema.Value)
					o.Query[p.Value.Name].Required = p.Value.Required
				}
			}
			if op.RequestBody != nil {
				for _, media := range op.RequestBody.Value.Content {
					o.Body = schemaOf(media.Schema.Value)
					o.Body.Required = op.RequestBody.Value.Required
				}
			}
			for _, name := range extra {
				o.add(name)
			}
			return o
		}
	}
	t.Fatalf("the specification has no operation %s", id)
	return nil
}

// add adds a parameter that the specification leaves out, which may be
// anything: to the query of a list, or else to the body, also deep inside.
func (o *taken) add(name string) {
	if o.Method == "GET" || name == "suffixed_cookies" {
		if strings.Contains(o.Path, "{") && o.Method == "GET" {
			return // it stands in the path
		}
		if o.Query == nil {
			o.Query = map[string]*schema{}
		}
		o.Query[name] = &schema{}
		return
	}
	in := o.Body
	if in == nil {
		return
	}
	if outer, inner, nested := strings.Cut(name, "."); nested {
		in, name = in.Properties[outer], inner
	}
	in.Properties[name] = &schema{}
}

// newer are parameters that @clerk/backend 3.25.0 has and the specification of
// May 2026 does not know yet.
var newer = map[string][]string{
	"CreateUser": {"timezone"}, "UpdateUser": {"timezone"},
	"CreateSAMLConnection": {"idp_certificates"}, "UpdateSAMLConnection": {"idp_certificates"},
	"CreateEnterpriseConnection": {"saml.idp_certificates"}, "UpdateEnterpriseConnection": {"saml.idp_certificates"},
}

// schemaOf keeps what clerktest checks. An id's pattern is loosened: tests
// name their users as they like.
func schemaOf(from *openapi3.Schema) *schema {
	s := &schema{
		Format: from.Format, Enum: from.Enum, Min: from.Min, Max: from.Max, MinLength: from.MinLength,
		MaxLength: from.MaxLength, MinItems: from.MinItems, MaxItems: from.MaxItems, Nullable: from.Nullable,
		Pattern: strings.ReplaceAll(from.Pattern, `\w{27}`, `\w+`),
		Open:    from.AdditionalProperties.Has == nil || *from.AdditionalProperties.Has,
	}
	for _, part := range parts(from) {
		if part.Type != nil && len(*part.Type) > 0 {
			s.Type = (*part.Type)[0]
		}
		for name, property := range part.Properties {
			if s.Properties == nil {
				s.Properties = map[string]*schema{}
			}
			s.Properties[name] = schemaOf(property.Value)
			s.Properties[name].Required = slices.Contains(part.Required, name)
		}
	}
	if s.Type == "" && s.Properties != nil {
		s.Type = "object"
	}
	s.Open = s.Open && s.Properties != nil
	if from.Items != nil {
		s.Items = schemaOf(from.Items.Value)
	}
	return s
}

func operationsInOrder(t *testing.T) []string {
	var ids []string
	for _, row := range rows(t, "operations.tsv") {
		ids = append(ids, row[0])
	}
	return ids
}

// parametersOfJavaScript are those that @clerk/backend sends and the
// specification leaves out.
func parametersOfJavaScript(t *testing.T) map[string][]string {
	extra := maps.Clone(newer)
	for _, row := range rows(t, "methods.tsv") {
		if row[10] != "-" && row[10] != "machine_secret_key" {
			extra[row[6]] = append(extra[row[6]], strings.Split(row[10], ",")...)
		}
	}
	return extra
}
