package backendapi

import "encoding/json"

// Extra is what a resource was sent and its fields cannot say: fields that this
// package has no name for, a null for a field that has none, and an empty
// value of a field that may be absent. Encoding a resource again loses nothing
// of it; a field that was given a value since goes before an extra of its
// name.
type Extra map[string]json.RawMessage
