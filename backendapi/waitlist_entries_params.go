package backendapi

// ListWaitlistEntriesParams are the parameters of
// [WaitlistEntriesService.List].
type ListWaitlistEntriesParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
	// Query is matched against names and identifiers, in part and in any case.
	Query  string              `query:"query"`
	Status WaitlistEntryStatus `query:"status"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
}

// CreateWaitlistEntryParams are the parameters of
// [WaitlistEntriesService.Create].
type CreateWaitlistEntryParams struct {
	EmailAddress string `json:"email_address"`
	// Notify decides whether Clerk sends an e-mail.
	Notify Optional[bool] `json:"notify,omitzero"`
}

// InviteWaitlistEntryParams are the parameters of
// [WaitlistEntriesService.Invite].
type InviteWaitlistEntryParams struct {
	// IgnoreExisting makes an invitation even where there is one, or a user.
	IgnoreExisting Optional[bool] `json:"ignore_existing,omitzero"`
}
