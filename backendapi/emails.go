package backendapi

import (
	"context"
	"net/http"

	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// EmailsService sends e-mail. It is experimental and not documented. See
// https://clerk.com/docs/reference/backend-api.
type EmailsService struct{ service }

// Create sends an e-mail. With an idempotency key (letters, digits, - and _,
// at most 255) a repetition of the call sends nothing; "" is none.
func (s *EmailsService) Create(ctx context.Context, params CreateEmailParams, idempotencyKey string) (*Email, error) {
	r := post("/email").json(params)
	if idempotencyKey != "" {
		r = r.headers(http.Header{"Idempotency-Key": {idempotencyKey}})
	}
	return call[Email](ctx, s, r)
}

// CreateBatch sends up to a hundred e-mails, each of which may fail on its
// own: see the results.
func (s *EmailsService) CreateBatch(ctx context.Context, messages []BatchEmail) (*List[BatchEmailResult], error) {
	return call[List[BatchEmailResult]](ctx, s, post("/email/batch").json(map[string][]BatchEmail{"messages": messages}))
}

// Get returns the e-mail with the given id.
func (s *EmailsService) Get(ctx context.Context, emailID string) (*Email, error) {
	return call[Email](ctx, s, get("/email/{}", emailID))
}

// EmailRecipient is whom an e-mail goes to: one of the two.
type EmailRecipient struct {
	Address Optional[string] `json:"address,omitzero"`
	UserID  Optional[string] `json:"user_id,omitzero"`
}

// Mailbox is an address with a name.
type Mailbox struct {
	Address string           `json:"address"`
	Name    Optional[string] `json:"name,omitzero"`
}

// EmailAttachment is a file that goes with an e-mail.
type EmailAttachment struct {
	Filename string `json:"filename"`
	// Content is base64. All attachments together have at most 1 MiB.
	Content string `json:"content"`
}

// CreateEmailParams are an e-mail: HTML, Text or both.
type CreateEmailParams struct {
	To      EmailRecipient    `json:"to"`
	From    Mailbox           `json:"from"`
	ReplyTo Optional[Mailbox] `json:"reply_to,omitzero"`
	// Subject has at most 998 characters.
	Subject string           `json:"subject"`
	HTML    Optional[string] `json:"html,omitzero"`
	Text    Optional[string] `json:"text,omitzero"`
	// CC and BCC are, with To, at most 50 addresses.
	CC          []string          `json:"cc,omitzero"`
	BCC         []string          `json:"bcc,omitzero"`
	Headers     map[string]string `json:"headers,omitzero"`
	Attachments []EmailAttachment `json:"attachments,omitzero"`
}

// BatchEmail is one e-mail of [EmailsService.CreateBatch].
type BatchEmail struct {
	CreateEmailParams
	IdempotencyKey Optional[string] `json:"idempotency_key,omitzero"`
}

// BatchEmailResult is what became of one e-mail: Email or Errors is set.
type BatchEmailResult struct {
	// Index is the e-mail's place in the batch, from 0.
	Index      int64         `json:"index"`
	Email      *Email        `json:"email,omitzero"`
	Errors     []ErrorDetail `json:"errors,omitzero"`
	StatusCode int64         `json:"status_code"`
	// RetryAfterSeconds is how long to wait before trying it again.
	RetryAfterSeconds *int64 `json:"retry_after_seconds,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *BatchEmailResult) UnmarshalJSON(data []byte) error {
	type fields BatchEmailResult
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x BatchEmailResult) MarshalJSON() ([]byte, error) {
	type fields BatchEmailResult
	return resource.Marshal(fields(x), x.Extra)
}
