package pathpattern

import (
	"fmt"
	"strings"
)

type kind int

const (
	kindChar kind = iota
	kindEscaped
	kindName
	kindPattern
	kindModifier
	kindOpen
	kindClose
	kindEnd
)

// lexeme is one symbol of a pattern; at is its offset in bytes.
type lexeme struct {
	kind kind
	text string
	at   int
}

func (l lexeme) String() string {
	if l.kind == kindEnd {
		return "the end"
	}
	return fmt.Sprintf("%q", l.text)
}

// lex splits a pattern into its symbols, the last of which is kindEnd.
func lex(pattern string) ([]lexeme, error) {
	var out []lexeme
	for at := 0; at < len(pattern); {
		next, err := lexOne(pattern, at)
		if err != nil {
			return nil, err
		}
		at += next.width
		out = append(out, next.lexeme)
	}
	return append(out, lexeme{kind: kindEnd, at: len(pattern)}), nil
}

type widthLexeme struct {
	lexeme
	width int
}

func lexOne(pattern string, at int) (widthLexeme, error) {
	one := func(k kind, text string, width int) (widthLexeme, error) {
		return widthLexeme{lexeme{k, text, at}, width}, nil
	}
	switch pattern[at] {
	case '*', '+', '?':
		return one(kindModifier, pattern[at:at+1], 1)
	case '{':
		return one(kindOpen, "{", 1)
	case '}':
		return one(kindClose, "}", 1)
	case '\\':
		text := firstChar(pattern[at+1:])
		return one(kindEscaped, text, 1+len(text))
	case ':':
		name := pattern[at+1:]
		if end := strings.IndexFunc(name, notInName); end >= 0 {
			name = name[:end]
		}
		if name == "" {
			return widthLexeme{}, fmt.Errorf("parameter without a name at %d", at)
		}
		return one(kindName, name, 1+len(name))
	case '(':
		group, err := lexGroup(pattern, at)
		return widthLexeme{lexeme{kindPattern, group, at}, len(group) + 2}, err
	}
	text := firstChar(pattern[at:])
	return one(kindChar, text, len(text))
}

// lexGroup returns what stands between the parentheses that open at offset at.
func lexGroup(pattern string, at int) (string, error) {
	body := pattern[at+1:]
	if strings.HasPrefix(body, "?") {
		return "", fmt.Errorf("group begins with \"?\" at %d", at+1)
	}
	depth := 1
	for i := 0; i < len(body); i++ {
		switch body[i] {
		case '\\':
			i++
		case ')':
			depth--
			if depth > 0 {
				continue
			}
			if i == 0 {
				return "", fmt.Errorf("empty group at %d", at)
			}
			return body[:i], nil
		case '(':
			depth++
			if !strings.HasPrefix(body[i+1:], "?") {
				return "", fmt.Errorf("capturing group inside a group at %d", at+1+i)
			}
		}
	}
	return "", fmt.Errorf("unbalanced parenthesis at %d", at)
}

func notInName(r rune) bool {
	digit, upper, lower := '0' <= r && r <= '9', 'A' <= r && r <= 'Z', 'a' <= r && r <= 'z'
	return !digit && !upper && !lower && r != '_'
}

// firstChar returns the first character of s, or nothing if s is empty.
func firstChar(s string) string {
	for i := range s {
		if i > 0 {
			return s[:i]
		}
	}
	return s
}
