package pathpattern

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

const (
	prefixes   = "./"  // a character that belongs to the parameter after it
	delimiters = "/#?" // what a parameter without a group of its own stops at
)

var errLookahead = errors.New("needs look-ahead, which Go's regular expressions lack: " +
	"give the parameter a group of its own, as in \":id([^/]+)\"")

// part is either text, when literal is set, or a parameter.
type part struct {
	literal        string
	name           string
	group          string // a regular expression; empty for braces with text alone
	prefix, suffix string
	modifier       string
}

type parser struct {
	lexemes []lexeme
	parts   []part
	text    string // literal text not yet in parts
	unnamed int
}

// parse turns the symbols of a pattern into its parts.
func parse(lexemes []lexeme) ([]part, error) {
	p := &parser{lexemes: lexemes}
	for len(p.lexemes) > 0 {
		if err := p.next(); err != nil {
			return nil, err
		}
	}
	return p.parts, nil
}

func (p *parser) next() error {
	char, isChar := p.take(kindChar)
	name, isName := p.take(kindName)
	group, isGroup := p.take(kindPattern)
	if isName || isGroup {
		return p.parameter(char, name, group)
	}
	if isChar {
		p.text += char
		return nil
	}
	// A backslash that ends the pattern escapes nothing and is passed over.
	if escaped, ok := p.take(kindEscaped); ok && escaped != "" {
		p.text += escaped
		return nil
	}
	p.flush()
	if _, ok := p.take(kindOpen); ok {
		return p.braces()
	}
	return p.expect(kindEnd, "the end")
}

func (p *parser) parameter(prefix, name, group string) error {
	if !strings.Contains(prefixes, prefix) {
		p.text += prefix
		prefix = ""
	}
	p.flush()
	return p.add(part{name: name, group: group, prefix: prefix})
}

func (p *parser) braces() error {
	prefix := p.takeText()
	name, _ := p.take(kindName)
	group, _ := p.take(kindPattern)
	suffix := p.takeText()
	if err := p.expect(kindClose, "\"}\""); err != nil {
		return err
	}
	if name == "" && group == "" {
		modifier, _ := p.take(kindModifier)
		p.parts = append(p.parts, part{prefix: prefix, suffix: suffix, modifier: modifier})
		return nil
	}
	return p.add(part{name: name, group: group, prefix: prefix, suffix: suffix})
}

// add completes a parameter: its number if it has no name, the default group,
// the modifier that follows.
func (p *parser) add(x part) error {
	if x.name == "" {
		x.name = fmt.Sprint(p.unnamed)
		p.unnamed++
	}
	if x.group == "" {
		group, err := p.defaultGroup(x.name, x.prefix)
		if err != nil {
			return err
		}
		x.group = group
	} else if err := checkGroup(x.group); err != nil {
		return err
	}
	x.modifier, _ = p.take(kindModifier)
	p.parts = append(p.parts, x)
	return nil
}

// defaultGroup is a run of anything but delimiters, and but the text that
// separates the parameter from the one before.
func (p *parser) defaultGroup(name, prefix string) (string, error) {
	separator := prefix
	if len(p.parts) > 0 && separator == "" {
		last := p.parts[len(p.parts)-1]
		if last.literal == "" {
			return "", fmt.Errorf("no text between the parameters %q and %q", last.name, name)
		}
		separator = last.literal
	}
	switch {
	case separator == "" || strings.ContainsAny(separator, delimiters):
		return `[^/#?]+?`, nil
	case utf8.RuneCountInString(separator) > 1:
		return "", fmt.Errorf("parameter %q after %q: %w", name, separator, errLookahead)
	}
	// One character is looked ahead for by leaving it out of the class.
	return `[^/#?` + quoteInClass(separator) + `]+?`, nil
}

func (p *parser) take(k kind) (string, bool) {
	if len(p.lexemes) == 0 || p.lexemes[0].kind != k {
		return "", false
	}
	text := p.lexemes[0].text
	p.lexemes = p.lexemes[1:]
	return text, true
}

func (p *parser) takeText() string {
	var text string
	for {
		char, ok := p.take(kindChar)
		if !ok {
			char, ok = p.take(kindEscaped)
		}
		if !ok {
			return text
		}
		text += char
	}
}

func (p *parser) expect(k kind, what string) error {
	if _, ok := p.take(k); ok {
		return nil
	}
	found := p.lexemes[0]
	return fmt.Errorf("unexpected %v at %d, expected %s", found, found.at, what)
}

func (p *parser) flush() {
	if p.text != "" {
		p.parts = append(p.parts, part{literal: p.text})
		p.text = ""
	}
}
