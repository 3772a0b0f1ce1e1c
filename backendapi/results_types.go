package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// DeletedObject names what was deleted.
type DeletedObject struct {
	Object     string  `json:"object"`
	ID         string  `json:"id,omitzero"`
	Slug       *string `json:"slug,omitzero"`
	Deleted    bool    `json:"deleted"`
	ExternalID *string `json:"external_id,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *DeletedObject) UnmarshalJSON(data []byte) error {
	type fields DeletedObject
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x DeletedObject) MarshalJSON() ([]byte, error) {
	type fields DeletedObject
	return resource.Marshal(fields(x), x.Extra)
}

// TotalCount is a number of resources.
type TotalCount struct {
	Object     string `json:"object"`
	TotalCount int64  `json:"total_count"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *TotalCount) UnmarshalJSON(data []byte) error {
	type fields TotalCount
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x TotalCount) MarshalJSON() ([]byte, error) {
	type fields TotalCount
	return resource.Marshal(fields(x), x.Extra)
}
