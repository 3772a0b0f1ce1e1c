package webhooks

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
)

// maxInflated bounds what a compressed body may unfold to, in bytes. Clerk's
// events are a few kilobytes.
const maxInflated = 16 << 20

// inflated returns the text of a verified body. How it is encoded is told by
// its first bytes, which no JSON text begins with: the signature is over them,
// and not over Content-Encoding, which a proxy may have left or taken away.
func inflated(body []byte) ([]byte, error) {
	if !bytes.HasPrefix(body, []byte{0x1f, 0x8b}) {
		return body, nil
	}
	reader, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		return nil, fmt.Errorf("%w: the body is not gzip", ErrMalformed)
	}
	text, err := io.ReadAll(io.LimitReader(reader, maxInflated+1))
	if err != nil {
		return nil, fmt.Errorf("%w: the body is not gzip", ErrMalformed)
	}
	if len(text) > maxInflated {
		return nil, fmt.Errorf("%w: the body is larger than %d bytes", ErrMalformed, maxInflated)
	}
	return text, nil
}
