package backendapi

// ListMachinesParams are the parameters of [MachinesService.List].
type ListMachinesParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
}

// CreateMachineParams are the parameters of [MachinesService.Create].
type CreateMachineParams struct {
	Name           string   `json:"name"`
	ScopedMachines []string `json:"scoped_machines,omitzero"`
	// DefaultTokenTTL is how many seconds a token is valid when nothing else is
	// asked for.
	DefaultTokenTTL Optional[int64] `json:"default_token_ttl,omitzero"`
}

// UpdateMachineParams are the parameters of [MachinesService.Update].
type UpdateMachineParams struct {
	MachineID string           `json:"-"`
	Name      Optional[string] `json:"name,omitzero"`
	// DefaultTokenTTL is how many seconds a token is valid when nothing else is
	// asked for.
	DefaultTokenTTL Optional[int64] `json:"default_token_ttl,omitzero"`
}

// RotateMachineSecretKeyParams are the parameters of
// [MachinesService.RotateSecretKey].
type RotateMachineSecretKeyParams struct {
	MachineID string `json:"-"`
	// PreviousTokenTTL is for how many seconds the former key stays valid.
	PreviousTokenTTL int64 `json:"previous_token_ttl"`
}
