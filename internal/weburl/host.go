package weburl

import (
	"net/netip"
	"strconv"
	"strings"
)

const forbiddenInHost = "\x00\t\n\r #/:<>?@[\\]^|"

// parseHost is https://url.spec.whatwg.org/#host-parsing. The text is not empty.
func parseHost(s string, special bool) (string, error) {
	if s[0] == '[' {
		return parseIPv6(s)
	}
	if !special {
		if strings.ContainsAny(s, forbiddenInHost) {
			return "", ErrInvalid
		}
		return escaped(s, escapeControls), nil
	}
	domain, err := domainToASCII(unescape(s))
	if err != nil {
		return "", err
	}
	if endsInNumber(domain) {
		return parseIPv4(domain)
	}
	return domain, nil
}

// endsInNumber reports whether a domain is to be read as an IPv4 address.
func endsInNumber(domain string) bool {
	last := strings.TrimSuffix(domain, ".")
	if i := strings.LastIndexByte(last, '.'); i >= 0 {
		last = last[i+1:]
	}
	if last == "" {
		return false
	}
	if strings.Trim(last, "0123456789") == "" {
		return true
	}
	digits, ok := strings.CutPrefix(last, "0x")
	return ok && strings.Trim(digits, "0123456789abcdef") == ""
}

// parseIPv4 reads one to four numbers, of which the last fills what the others
// leave, and writes four.
func parseIPv4(s string) (string, error) {
	parts := strings.Split(strings.TrimSuffix(s, "."), ".")
	if len(parts) > 4 {
		return "", ErrInvalid
	}
	var address uint64
	for i, part := range parts {
		n, ok := ipv4Number(part)
		bits := 8
		if i == len(parts)-1 {
			bits = 8 * (5 - len(parts))
		}
		if !ok || n >= 1<<bits {
			return "", ErrInvalid
		}
		address = address<<bits | n
	}
	return netip.AddrFrom4([4]byte{
		byte(address >> 24), byte(address >> 16), byte(address >> 8), byte(address),
	}).String(), nil
}

// ipv4Number reads a decimal, octal ("017") or hexadecimal ("0xf") number.
// A bare "0x" is zero.
func ipv4Number(s string) (n uint64, ok bool) {
	base := 10
	if digits, hex := strings.CutPrefix(s, "0x"); hex {
		s, base = "0"+digits, 16
	} else if len(s) > 1 && s[0] == '0' {
		base = 8
	}
	n, err := strconv.ParseUint(s, base, 64)
	return n, err == nil
}

func parseIPv6(s string) (string, error) {
	inner, closed := strings.CutSuffix(s[1:], "]")
	address, err := netip.ParseAddr(inner)
	if err != nil || !closed || address.Is4() || address.Zone() != "" {
		return "", ErrInvalid
	}
	return "[" + formatIPv6(address.As16()) + "]", nil
}

// formatIPv6 writes eight hexadecimal pieces with the first longest run of zeros
// left out. netip's String would write the end of a mapped address in decimal.
func formatIPv6(a [16]byte) string {
	var pieces [8]uint16
	for i := range pieces {
		pieces[i] = uint16(a[2*i])<<8 | uint16(a[2*i+1])
	}
	start, length := longestZeros(pieces)
	var b strings.Builder
	for i := 0; i < len(pieces); i++ {
		if i == start && length > 1 {
			b.WriteString("::")
			i += length - 1
			continue
		}
		if i > 0 && !strings.HasSuffix(b.String(), ":") {
			b.WriteByte(':')
		}
		b.WriteString(strconv.FormatUint(uint64(pieces[i]), 16))
	}
	return b.String()
}

func longestZeros(pieces [8]uint16) (start, length int) {
	run := 0
	for i, piece := range pieces {
		if piece != 0 {
			run = 0
			continue
		}
		run++
		if run > length {
			start, length = i-run+1, run
		}
	}
	return start, length
}
