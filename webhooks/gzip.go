package webhooks

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"strings"
)

// maxInflated bounds what a compressed body may unfold to, in bytes. Clerk's
// events are a few kilobytes.
const maxInflated = 16 << 20

// inflated gives the JSON text of a verified body.
func inflated(body []byte, contentEncoding string) ([]byte, error) {
	if !strings.EqualFold(strings.TrimSpace(contentEncoding), "gzip") {
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
