package webhooks

import (
	"bytes"
	"encoding/json"
	"fmt"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/internal/resource"
)

// Event is a verified webhook event. Nothing in it refers to the request that
// brought it, so it may be kept.
//
// As JSON it has the keys and values of the object that verifyWebhook of
// @clerk/backend returns, whatever Clerk signed.
type Event struct {
	// Type says what happened, for instance UserCreated. It is empty when what
	// was signed has no type that is a text, as a trial message may: then there
	// is nothing to do but to answer 2xx.
	Type string `json:"type,omitzero"`
	// Object is "event".
	Object string `json:"object"`
	// Data is the thing that the event is about, as Clerk sent it. User,
	// Organization and so on decode it.
	Data json.RawMessage `json:"data,omitzero"`
	// EventAttributes is what Clerk tells about the event's cause. HTTPRequest
	// decodes it.
	EventAttributes json.RawMessage `json:"event_attributes,omitzero"`
	// Timestamp is when the event came about, as Clerk sent it: Unix time,
	// in milliseconds. It is 0 when Clerk sent something else than a whole
	// number: see Extra.
	Timestamp int64 `json:"timestamp,omitzero"`
	// InstanceID is the Clerk instance that the event belongs to.
	InstanceID string `json:"instance_id,omitzero"`
	// Extra has type, timestamp and instance_id as Clerk sent them, where the
	// fields above cannot say it: a timestamp of "soon", an instance of null.
	Extra backendapi.Extra `json:"-"`

	// MessageID names the message (the header svix-id). It is the same in
	// every delivery of one message: see Once.
	MessageID string `json:"-"`
	// SentAt is when this delivery was signed (the header svix-timestamp).
	SentAt time.Time `json:"-"`

	// endpoint tells the endpoint that the message was delivered to from others.
	endpoint string
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

// MarshalJSON implements [json.Marshaler].
func (e Event) MarshalJSON() ([]byte, error) {
	type fields Event
	return resource.Marshal(fields(e), e.Extra)
}

// UnmarshalJSON implements [json.Unmarshaler], for an event that was encoded to
// be handled later. It verifies nothing.
func (e *Event) UnmarshalJSON(text []byte) error {
	if bytes.Equal(text, []byte("null")) {
		return nil // as encoding/json has it
	}
	event, err := parseEvent(text)
	if err != nil {
		return err
	}
	*e = *event
	return nil
}

// parseEvent reads a verified body. As in JavaScript any JSON is one, but for
// null, and what is no object has none of an event's fields. It goes through
// a map because a struct would take a key such as "TYPE" for "type".
func parseEvent(body []byte) (*Event, error) {
	var fields map[string]json.RawMessage
	if !json.Valid(body) {
		return nil, fmt.Errorf("%w: the body is no JSON", ErrMalformed)
	}
	switch text := bytes.TrimSpace(body); {
	case bytes.Equal(text, []byte("null")):
		return nil, fmt.Errorf("%w: the body is null", ErrMalformed)
	case text[0] == '{':
		if err := json.Unmarshal(body, &fields); err != nil {
			return nil, fmt.Errorf("%w: the body is no JSON object", ErrMalformed)
		}
	}
	event := &Event{Object: "event", Data: fields["data"], EventAttributes: fields["event_attributes"]}
	read(event, fields, "type", &event.Type)
	read(event, fields, "instance_id", &event.InstanceID)
	read(event, fields, "timestamp", &event.Timestamp)
	return event, nil
}

// read fills a field of an event, or keeps what it cannot hold.
func read[T comparable](event *Event, fields map[string]json.RawMessage, name string, into *T) {
	sent, ok := fields[name]
	if !ok {
		return
	}
	var value, zero T
	if err := resource.Decode(sent, &value); err == nil && value != zero {
		*into = value
		return
	}
	if event.Extra == nil {
		event.Extra = backendapi.Extra{}
	}
	event.Extra[name] = sent
}
