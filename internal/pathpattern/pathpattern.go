// Package pathpattern matches URL paths against patterns such as
// "/orgs/:slug/(.*)", in the language and with the meaning of path-to-regexp 6,
// which Clerk's organization sync uses.
//
// A pattern consists of text, parameters (":id", ":id(\\d+)"), groups ("(.*)") and
// braces with a prefix and a suffix ("{/:id}?"), each of the latter optionally
// followed by "?", "*" or "+". Text is compared without regard to case, and one
// trailing "/", "#" or "?" is allowed.
//
// See https://github.com/pillarjs/path-to-regexp/tree/6.x.
package pathpattern

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Matcher matches paths against a list of patterns. A nil *Matcher matches
// nothing. It is safe for concurrent use.
type Matcher struct {
	expr *regexp.Regexp
	keys []key
}

// key tells what one group of the expression captures.
type key struct {
	name      string
	separator string // between the values of a repeated parameter
	repeated  bool
	optional  bool
}

// Compile returns the Matcher of patterns; a path matches when one of them does,
// the first that does deciding. No patterns give a nil Matcher, which matches
// nothing.
//
// The error names the pattern and the fault. Custom groups are regular
// expressions of the subset that JavaScript and RE2 read alike: look-around,
// back-references and groups that capture are refused. So is a parameter that
// follows a text of several characters without a delimiter (":a--:b"), as it
// takes look-ahead.
func Compile(patterns []string) (*Matcher, error) {
	if len(patterns) == 0 {
		return nil, nil
	}
	m := &Matcher{}
	alternatives := make([]string, len(patterns))
	for i, pattern := range patterns {
		source, keys, err := translate(pattern)
		if err != nil {
			return nil, fmt.Errorf("pathpattern: %q: %w", pattern, err)
		}
		alternatives[i] = source
		m.keys = append(m.keys, keys...)
	}
	expr, err := regexp.Compile("(?i)(?:" + strings.Join(alternatives, "|") + ")")
	if err != nil {
		return nil, fmt.Errorf("pathpattern: %q: %w", patterns, err)
	}
	m.expr = expr
	return m, nil
}

// Match reports whether pathname, as URL.Pathname gives it, matches, and the
// parameters by name. A group without a name is named by its number in its
// pattern, from "0". A parameter that took no part is absent; the values of a
// repeated one are joined by commas. Values are not decoded.
func (m *Matcher) Match(pathname string) (params map[string]string, ok bool) {
	if m == nil {
		return nil, false
	}
	found := m.expr.FindStringSubmatchIndex(pathname)
	if found == nil {
		return nil, false
	}
	params = make(map[string]string)
	for i, k := range m.keys {
		start, end := found[2*i+2], found[2*i+3]
		// An optional group that takes nothing took no part, in JavaScript.
		if start < 0 || k.optional && start == end {
			continue
		}
		value := pathname[start:end]
		if k.repeated {
			value = strings.ReplaceAll(value, k.separator, ",")
		}
		params[k.name] = value
	}
	return params, true
}

// Has reports whether one of the patterns has a parameter of this name.
func (m *Matcher) Has(name string) bool {
	return m != nil && slices.ContainsFunc(m.keys, func(k key) bool { return k.name == name })
}
