package backendapi

import "encoding/json"

// GetInvitationListParams are the parameters of
// [InvitationsService.GetInvitationList].
type GetInvitationListParams struct {
	Status InvitationStatus `query:"status"`
	// Query is matched against names and identifiers, in part and in any case.
	Query string `query:"query"`
	// OrderBy is a field's name, with - before it for the reverse, such as
	// -created_at.
	OrderBy string `query:"order_by"`
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// CreateInvitationParams are the parameters of
// [InvitationsService.CreateInvitation].
type CreateInvitationParams struct {
	EmailAddress string `json:"email_address"`
	// PublicMetadata is a JSON object that frontends may read.
	PublicMetadata json.RawMessage `json:"public_metadata,omitzero"`
	// RedirectURL is where the person goes after accepting.
	RedirectURL Optional[string] `json:"redirect_url,omitzero"`
	// Notify decides whether Clerk sends an e-mail.
	Notify Optional[bool] `json:"notify,omitzero"`
	// IgnoreExisting makes an invitation even where there is one, or a user.
	IgnoreExisting Optional[bool] `json:"ignore_existing,omitzero"`
	// ExpiresInDays is how long it is valid, 1 to 365.
	ExpiresInDays Optional[int64] `json:"expires_in_days,omitzero"`
	// TemplateSlug is one of invitation, waitlist_invitation.
	TemplateSlug Optional[string] `json:"template_slug,omitzero"`
}
