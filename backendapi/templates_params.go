package backendapi

// GetTemplateListParams are the parameters of
// [TemplatesService.GetTemplateList].
type GetTemplateListParams struct {
	// Limit is the length of a page, 1 to 500. Default: 10.
	Limit int64 `query:"limit"`
	// Offset is how many elements to skip.
	Offset int64 `query:"offset"`
}

// UpsertTemplateParams are the parameters of [TemplatesService.UpsertTemplate].
type UpsertTemplateParams struct {
	Name    Optional[string] `json:"name,omitzero"`
	Subject Optional[string] `json:"subject,omitzero"`
	Markup  Optional[string] `json:"markup,omitzero"`
	Body    Optional[string] `json:"body,omitzero"`
	// DeliveredByClerk: else the text comes with a webhook event, to be sent by
	// the application.
	DeliveredByClerk Optional[bool] `json:"delivered_by_clerk,omitzero"`
	// FromEmailName is the part of the sender's address before the @.
	FromEmailName Optional[string] `json:"from_email_name,omitzero"`
	// ReplyToEmailName is the part of the reply address before the @.
	ReplyToEmailName Optional[string] `json:"reply_to_email_name,omitzero"`
}

// PreviewTemplateParams are the parameters of
// [TemplatesService.PreviewTemplate].
type PreviewTemplateParams struct {
	Subject Optional[string] `json:"subject,omitzero"`
	Body    Optional[string] `json:"body,omitzero"`
	// FromEmailName is the part of the sender's address before the @.
	FromEmailName Optional[string] `json:"from_email_name,omitzero"`
	// ReplyToEmailName is the part of the reply address before the @.
	ReplyToEmailName Optional[string] `json:"reply_to_email_name,omitzero"`
}

// ToggleTemplateDeliveryParams are the parameters of
// [TemplatesService.ToggleTemplateDelivery].
type ToggleTemplateDeliveryParams struct {
	// DeliveredByClerk: else the text comes with a webhook event, to be sent by
	// the application.
	DeliveredByClerk Optional[bool] `json:"delivered_by_clerk,omitzero"`
}
