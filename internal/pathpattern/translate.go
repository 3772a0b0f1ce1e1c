package pathpattern

import (
	"errors"
	"fmt"
	"regexp"
	"strings"
)

// translate turns one pattern into a regular expression and says what its
// groups capture.
func translate(pattern string) (source string, keys []key, err error) {
	lexemes, err := lex(pattern)
	if err != nil {
		return "", nil, err
	}
	parts, err := parse(lexemes)
	if err != nil {
		return "", nil, err
	}
	var b strings.Builder
	b.WriteString("^")
	for _, x := range parts {
		if err := x.write(&b); err != nil {
			return "", nil, err
		}
		if x.group != "" {
			keys = append(keys, key{
				name:      x.name,
				separator: x.prefix + x.suffix,
				repeated:  x.repeated(),
				optional:  x.modifier == "?",
			})
		}
	}
	b.WriteString("[/#?]?$")
	return b.String(), keys, nil
}

func (x part) repeated() bool { return x.modifier == "*" || x.modifier == "+" }

// write appends the part's regular expression, with one group if it captures.
func (x part) write(b *strings.Builder) error {
	prefix, suffix := regexp.QuoteMeta(x.prefix), regexp.QuoteMeta(x.suffix)
	switch {
	case x.literal != "":
		b.WriteString(regexp.QuoteMeta(x.literal))
	case x.group == "":
		fmt.Fprintf(b, "(?:%s%s)%s", prefix, suffix, x.modifier)
	case x.repeated() && prefix+suffix == "":
		return fmt.Errorf("parameter %q is repeated without a prefix or suffix", x.name)
	case x.repeated():
		fmt.Fprintf(b, "(?:%[1]s((?:%[2]s)(?:%[3]s%[1]s(?:%[2]s))*)%[3]s)", prefix, x.group, suffix)
		if x.modifier == "*" {
			b.WriteString("?")
		}
	case prefix+suffix == "":
		fmt.Fprintf(b, "(%s)%s", x.group, x.modifier)
	default:
		fmt.Fprintf(b, "(?:%s(%s)%s)%s", prefix, x.group, suffix, x.modifier)
	}
	return nil
}

// checkGroup refuses what JavaScript and RE2 read differently, where RE2 would
// take it.
func checkGroup(group string) error {
	inClass := false
	for i := 0; i < len(group); i++ {
		rest := group[i:]
		switch {
		case rest[0] == '\\':
			if err := checkEscape(rest, inClass); err != nil {
				return err
			}
			i++
		case inClass && strings.HasPrefix(rest, "[:"):
			return errors.New("\"[:\" inside a character class")
		case inClass:
			inClass = rest[0] != ']'
		case strings.HasPrefix(rest, "[]"), strings.HasPrefix(rest, "[^]"):
			return errors.New("empty character class")
		case rest[0] == '[':
			inClass = true
		case strings.HasPrefix(rest, "(?:"):
		case strings.HasPrefix(rest, "(?=") || strings.HasPrefix(rest, "(?!"),
			strings.HasPrefix(rest, "(?<=") || strings.HasPrefix(rest, "(?<!"):
			return errors.New("look-around, which Go's regular expressions lack")
		case strings.HasPrefix(rest, "(?"):
			return fmt.Errorf("group %q: only \"(?:\" is allowed inside a group", group)
		}
	}
	_, err := regexp.Compile(group)
	return err
}

// checkEscape looks at the escape that s begins with.
func checkEscape(s string, inClass bool) error {
	if len(s) < 2 {
		return errors.New("backslash without a character")
	}
	alike := "dDwWsSbBtnrfv"
	if inClass {
		alike = "dDwWsStnrfv"
	}
	c := s[1]
	if c >= 0x80 || !notInName(rune(c)) && c != '_' && strings.IndexByte(alike, c) < 0 {
		return fmt.Errorf("escape %q, which Go's regular expressions read otherwise", s[:2])
	}
	return nil
}

// quoteInClass makes one character stand for itself inside a character class.
func quoteInClass(char string) string {
	switch char {
	case `\`, "]", "^", "-", "[":
		return `\` + char
	}
	return char
}
