package cookie

import "strings"

// Name returns the name of the cookie that a Set-Cookie line sets: what stands
// before the first equals sign of its first part, untrimmed and undecoded.
func Name(directive string) string {
	first, _, _ := strings.Cut(directive, ";")
	name, _, _ := strings.Cut(first, "=")
	return name
}

// Value returns the value that a Set-Cookie line sets, untrimmed and undecoded.
// It ends at a second equals sign, as it does in Clerk's JavaScript, and is empty
// when the line has none at all.
func Value(directive string) string {
	first, _, _ := strings.Cut(directive, ";")
	_, value, _ := strings.Cut(first, "=")
	value, _, _ = strings.Cut(value, "=")
	return value
}
