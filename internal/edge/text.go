package edge

import (
	"encoding/binary"
	"unsafe"
)

// strings copies all parts into one piece of memory.
func (r *Request) strings() [partCount]string {
	size := 0
	for i := range r.parts {
		size += len(r.parts[i])
	}
	buffer := make([]byte, 0, size)
	var out [partCount]string
	for i := range r.parts {
		part := r.parts[i]
		if hasHighByte(part) {
			out[i] = fromLatin1(part)
			continue
		}
		start := len(buffer)
		buffer = append(buffer, part...)
		out[i] = view(buffer[start:])
	}
	return out
}

// view views bytes as a string: this file's own, which are never written again,
// or fasthttp's, for no longer than a look.
func view(b []byte) string {
	if len(b) == 0 {
		return ""
	}
	return unsafe.String(&b[0], len(b))
}

// bytesOf views a string as bytes, for those who only read them.
func bytesOf(s string) []byte { return unsafe.Slice(unsafe.StringData(s), len(s)) }

func hasHighByte(b []byte) bool {
	const high = 0x8080808080808080
	for len(b) >= 8 {
		if binary.LittleEndian.Uint64(b)&high != 0 {
			return true
		}
		b = b[8:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// fromLatin1 reads bytes as HTTP/1.1 means them, and as Node reads them.
func fromLatin1(b []byte) string {
	runes := make([]rune, len(b))
	for i, c := range b {
		runes[i] = rune(c)
	}
	return string(runes)
}
