package spectest

import (
	"maps"
	"math/rand/v2"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"

	"github.com/getkin/kin-openapi/openapi3"
)

// sampler makes values that a schema allows.
type sampler struct {
	rng *rand.Rand
	// optional and null are how likely an optional field is there, and a
	// nullable value is null.
	optional, null float64
}

// samplers are the corners first: everything, the least, nulls wherever they
// may be; then chance.
func samplers(n int) []*sampler {
	all := []*sampler{{optional: 1}, {optional: 0}, {optional: 1, null: 1}}
	for range n {
		all = append(all, &sampler{optional: 0.6, null: 0.3})
	}
	for i, s := range all {
		s.rng = rand.New(rand.NewPCG(1, uint64(i)))
	}
	return all
}

// allowed samples until the validator agrees: parts of a schema may narrow
// each other, which sampling part by part does not see.
func (s *sampler) allowed(schema *openapi3.Schema) (value any, err error) {
	for attempt := range 50 {
		if attempt == 5 {
			s = &sampler{rng: s.rng, optional: 0.8, null: s.null}
		}
		value = normal(s.value(schema))
		if err = schema.VisitJSON(value); err == nil {
			break
		}
	}
	return value, err
}

func (s *sampler) chance(p float64) bool { return s.rng.Float64() < p }

func (s *sampler) value(schema *openapi3.Schema) any {
	if schema.Nullable && s.chance(s.null) {
		return nil
	}
	if values := slices.DeleteFunc(slices.Clone(schema.Enum), func(v any) bool { return v == nil }); len(values) > 0 {
		return values[s.rng.IntN(len(values))]
	}
	if len(schema.AllOf) > 0 {
		return s.objects(parts(schema))
	}
	for _, choice := range []openapi3.SchemaRefs{schema.OneOf, schema.AnyOf} {
		if len(choice) > 0 && len(schema.Properties) == 0 {
			return s.value(choice[s.rng.IntN(len(choice))].Value)
		}
	}
	return s.typed(schema)
}

func (s *sampler) typed(schema *openapi3.Schema) any {
	switch {
	case schema.Type.Is("object"), len(schema.Properties) > 0:
		return s.objects([]*openapi3.Schema{schema})
	case schema.Type.Is("array"):
		n := max(1+s.rng.IntN(2), int(schema.MinItems))
		if s.optional == 0 {
			n = int(schema.MinItems)
		}
		if schema.UniqueItems {
			n = min(n, 1)
		}
		values := make([]any, n)
		for i := range values {
			values[i] = s.value(schema.Items.Value)
		}
		return values
	case schema.Type.Is("integer"), schema.Type.Is("number"):
		return s.number(schema)
	case schema.Type.Is("boolean"):
		return s.chance(0.5)
	case schema.Type.Is("string"):
		return s.text(schema)
	}
	return []any{"anything", 1.5, nil, map[string]any{"a": false}}
}

// parts are the schemas that an allOf is made of, at any depth.
func parts(schema *openapi3.Schema) []*openapi3.Schema {
	all := []*openapi3.Schema{schema}
	for _, part := range schema.AllOf {
		all = append(all, parts(part.Value)...)
	}
	return all
}

// objects makes one object of several schemas: what one requires another may
// declare.
func (s *sampler) objects(schemas []*openapi3.Schema) map[string]any {
	whole, required := map[string]any{}, []string{}
	for _, schema := range schemas {
		required = append(required, schema.Required...)
		if len(schema.AnyOf) > 0 && len(schema.Properties) > 0 {
			required = append(required, schema.AnyOf[s.rng.IntN(len(schema.AnyOf))].Value.Required...)
		}
	}
	for _, schema := range schemas {
		maps.Copy(whole, s.object(schema, required))
	}
	return whole
}

func (s *sampler) object(schema *openapi3.Schema, required []string) map[string]any {
	whole := map[string]any{}
	for name, property := range schema.Properties {
		// The discriminator of many unions is optional: without it the
		// validator cannot tell them apart.
		if name == "object" || slices.Contains(required, name) || s.chance(s.optional) {
			whole[name] = s.value(property.Value)
		}
	}
	switch extra := schema.AdditionalProperties; {
	case extra.Schema != nil:
		whole["key"] = s.value(extra.Schema.Value)
	case extra.Has != nil && *extra.Has, len(schema.Properties) == 0 && extra.Has == nil && len(schema.AllOf) == 0:
		whole["from_the_future"] = map[string]any{"a": []any{1.0, nil, "b"}}
	}
	return whole
}

func (s *sampler) number(schema *openapi3.Schema) float64 {
	low, high := 0.0, 1700000000123.0
	if schema.Min != nil {
		low = *schema.Min + 1
	}
	if schema.Format == "int32" {
		high = 1 << 30
	}
	if schema.Max != nil {
		high = *schema.Max
	}
	if schema.Min != nil && schema.Max == nil {
		high = low + 1000
	}
	if schema.Format == "double" || schema.Format == "float" {
		return 12.5
	}
	return low + float64(s.rng.Int64N(int64(high-low)+1))
}

func (s *sampler) text(schema *openapi3.Schema) string {
	switch schema.Format {
	case "date":
		return "2026-05-12"
	case "date-time":
		return "2026-05-12T07:15:20.902Z"
	case "uri", "url":
		return "https://example.com/a"
	case "email":
		return "ada@example.com"
	}
	if schema.Pattern == "" {
		text := "tëxt <&> " + strings.Repeat("x", int(schema.MinLength))
		if schema.MaxLength != nil && len(text) > int(*schema.MaxLength) {
			return text[len(text)-int(*schema.MaxLength):]
		}
		return text
	}
	parsed, err := syntax.Parse(schema.Pattern, syntax.Perl)
	if err != nil {
		return schema.Pattern
	}
	exact := regexp.MustCompile(schema.Pattern)
	for range 200 {
		var b strings.Builder
		s.match(&b, parsed)
		if exact.MatchString(b.String()) && b.Len() >= int(schema.MinLength) {
			return b.String()
		}
	}
	return ""
}

// match writes a text that the expression matches.
func (s *sampler) match(b *strings.Builder, re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		b.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		b.WriteRune(letterOf(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		b.WriteByte('x')
	case syntax.OpAlternate:
		s.match(b, re.Sub[s.rng.IntN(len(re.Sub))])
	case syntax.OpStar, syntax.OpPlus, syntax.OpQuest, syntax.OpRepeat:
		low, high := re.Min, re.Max
		switch re.Op {
		case syntax.OpStar:
			low, high = 0, 4
		case syntax.OpPlus:
			low, high = 1, 4
		case syntax.OpQuest:
			low, high = 0, 1
		}
		for range low + s.rng.IntN(max(high-low, 0)+1) {
			s.match(b, re.Sub[0])
		}
	default:
		for _, sub := range re.Sub {
			s.match(b, sub)
		}
	}
}

func letterOf(ranges []rune) rune {
	for i := 0; i+1 < len(ranges); i += 2 {
		if ranges[i] <= 'a' && 'a' <= ranges[i+1] {
			return 'a'
		}
	}
	return ranges[0]
}
