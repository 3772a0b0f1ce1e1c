package webhooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"
)

// Event is a verified webhook event. Nothing in it refers to the request that
// brought it, so it may be kept.
//
// As JSON it has the keys and values of the object that verifyWebhook of
// @clerk/backend gives.
type Event struct {
	// Type says what happened, for instance UserCreated.
	Type string `json:"type"`
	// Object is "event".
	Object string `json:"object"`
	// Data is the thing that the event is about, as Clerk sent it. User,
	// Organization and so on decode it.
	Data json.RawMessage `json:"data,omitempty"`
	// EventAttributes is what Clerk tells about the event's cause. HTTPRequest
	// decodes it.
	EventAttributes json.RawMessage `json:"event_attributes,omitempty"`
	// Timestamp is when the event came about, as Clerk sent it: Unix time,
	// in milliseconds.
	Timestamp int64 `json:"timestamp,omitempty"`
	// InstanceID is the Clerk instance that the event belongs to.
	InstanceID string `json:"instance_id,omitempty"`

	// MessageID names the message (the header svix-id). It is the same in
	// every delivery of one message: see Once.
	MessageID string `json:"-"`
	// SentAt is when this delivery was signed (the header svix-timestamp).
	SentAt time.Time `json:"-"`
}

// HTTPRequest is the request to Clerk that caused an event.
type HTTPRequest struct {
	ClientIP  string `json:"client_ip"`
	UserAgent string `json:"user_agent"`
}

// HTTPRequest decodes the part of EventAttributes that tells which request to
// Clerk caused the event. It is the zero value where Clerk does not say.
func (e *Event) HTTPRequest() (HTTPRequest, error) {
	var attributes struct {
		HTTPRequest HTTPRequest `json:"http_request"`
	}
	if e == nil || len(e.EventAttributes) == 0 {
		return HTTPRequest{}, nil
	}
	if err := json.Unmarshal(e.EventAttributes, &attributes); err != nil {
		return HTTPRequest{}, fmt.Errorf("clerkfiber: webhooks: event_attributes: %w", err)
	}
	return attributes.HTTPRequest, nil
}

// parseEvent reads a verified body. It goes through a map because a struct
// would take a key such as "TYPE" for "type".
func parseEvent(body []byte) (*Event, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(body, &fields); err != nil {
		return nil, fmt.Errorf("%w: the body is no JSON object", ErrMalformed)
	}
	event := &Event{
		Object:          "event",
		Data:            fields["data"],
		EventAttributes: fields["event_attributes"],
	}
	if err := json.Unmarshal(orNull(fields["type"]), &event.Type); err != nil || event.Type == "" {
		return nil, fmt.Errorf("%w: the body has no type", ErrMalformed)
	}
	if err := json.Unmarshal(orNull(fields["instance_id"]), &event.InstanceID); err != nil {
		return nil, fmt.Errorf("%w: instance_id is no string", ErrMalformed)
	}
	var timestamp float64
	if err := json.Unmarshal(orNull(fields["timestamp"]), &timestamp); err != nil {
		return nil, fmt.Errorf("%w: timestamp is no number", ErrMalformed)
	}
	event.Timestamp = int64(timestamp)
	return event, nil
}

func orNull(value json.RawMessage) json.RawMessage {
	if len(bytes.TrimSpace(value)) == 0 {
		return json.RawMessage("null")
	}
	return value
}
