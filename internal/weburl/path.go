package weburl

import "strings"

// appendPath resolves the segments of raw onto those of base and returns the
// percent-encoded path, each segment with a slash before it.
// See https://url.spec.whatwg.org/#path-state.
func appendPath(base, raw, scheme string) string {
	special := isSpecial(scheme)
	segments := splitPath(base)
	for more := true; more; {
		end := len(raw)
		if i := strings.IndexFunc(raw, func(r rune) bool { return r == '/' || special && r == '\\' }); i >= 0 {
			end = i
		}
		segment := raw[:end]
		more = end < len(raw)
		if more {
			raw = raw[end+1:]
		}
		switch {
		case isDoubleDot(segment):
			segments = shorten(segments, scheme)
			if !more {
				segments = append(segments, "")
			}
		case isSingleDot(segment):
			if !more {
				segments = append(segments, "")
			}
		default:
			if scheme == "file" && len(segments) == 0 && isDriveLetter(segment) {
				segment = segment[:1] + ":"
			}
			segments = append(segments, escaped(segment, escapePath))
		}
	}
	if len(segments) == 0 {
		return ""
	}
	return "/" + strings.Join(segments, "/")
}

// splitPath is the inverse of the join in appendPath.
func splitPath(path string) []string {
	if path == "" {
		return nil
	}
	return strings.Split(path[1:], "/")
}

func shorten(segments []string, scheme string) []string {
	if scheme == "file" && len(segments) == 1 && isDriveLetter(segments[0]) && segments[0][1] == ':' {
		return segments
	}
	return segments[:max(0, len(segments)-1)]
}

// shortenPath drops the last segment of a path.
func shortenPath(path, scheme string) string {
	segments := shorten(splitPath(path), scheme)
	if len(segments) == 0 {
		return ""
	}
	return "/" + strings.Join(segments, "/")
}

func isSingleDot(s string) bool {
	return s == "." || strings.EqualFold(s, "%2e")
}

func isDoubleDot(s string) bool {
	switch len(s) {
	case 2:
		return s == ".."
	case 4:
		return strings.EqualFold(s, ".%2e") || strings.EqualFold(s, "%2e.")
	case 6:
		return strings.EqualFold(s, "%2e%2e")
	}
	return false
}

// isDriveLetter reports whether s is "C:" or "C|", which only file URLs care about.
func isDriveLetter(s string) bool {
	return len(s) == 2 && isLetter(s[0]) && (s[1] == ':' || s[1] == '|')
}

// beginsWithDrive reports whether a file URL's path begins with a drive letter.
func beginsWithDrive(s string) bool {
	return len(s) >= 2 && isDriveLetter(s[:2]) && (len(s) == 2 || strings.IndexByte("/\\", s[2]) >= 0)
}

func isLetter(c byte) bool { return 'a' <= c|0x20 && c|0x20 <= 'z' }
