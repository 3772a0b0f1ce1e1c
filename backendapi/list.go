package backendapi

import (
	"bytes"
	"encoding/json"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// List is one page of a list.
type List[T any] struct {
	// Data are the elements of this page.
	Data []T
	// TotalCount is how many there are on all pages. Where the API gives no
	// number it is the length of Data.
	TotalCount int64

	// counted reports whether the API gave the number.
	counted bool
}

// UnmarshalJSON implements [json.Unmarshaler]. It takes every form that the
// API has for lists: {data, total_count}, {m2m_tokens, total_count} and a
// bare array.
func (l *List[T]) UnmarshalJSON(data []byte) error {
	if trimmed := bytes.TrimSpace(data); len(trimmed) > 0 && trimmed[0] == '[' {
		*l = List[T]{}
		if err := resource.Decode(data, &l.Data); err != nil {
			return err
		}
		l.TotalCount = int64(len(l.Data))
		return nil
	}
	var page struct {
		Data       *[]T   `json:"data"`
		M2MTokens  *[]T   `json:"m2m_tokens"`
		TotalCount *int64 `json:"total_count"`
	}
	if err := resource.Decode(data, &page); err != nil {
		return err
	}
	*l = List[T]{}
	switch {
	case page.Data != nil:
		l.Data = *page.Data
	case page.M2MTokens != nil:
		l.Data = *page.M2MTokens
	default:
		return errNoList
	}
	l.TotalCount = int64(len(l.Data))
	if page.TotalCount != nil {
		l.TotalCount, l.counted = *page.TotalCount, true
	}
	return nil
}

// MarshalJSON implements [json.Marshaler]: {data, total_count}.
func (l List[T]) MarshalJSON() ([]byte, error) {
	return json.Marshal(struct {
		Data       []T   `json:"data"`
		TotalCount int64 `json:"total_count"`
	}{l.Data, l.TotalCount})
}
