package backendapi

import (
	"context"
	"encoding/json"
	"iter"
	"reflect"
)

// ClientsService reads clients: browsers and devices, each with its sessions.
// See https://clerk.com/docs/reference/backend-api.
type ClientsService struct{ service }

// GetClientList returns a page of the clients.
//
// Deprecated: by Clerk.
func (s *ClientsService) GetClientList(ctx context.Context, params GetClientListParams) (*List[BrowserClient], error) {
	return call[List[BrowserClient]](ctx, s, get("/clients").params(params).set("paginated", "true"))
}

// AllClients walks all pages of GetClientList, from params.Offset on.
//
// Deprecated: by Clerk. The loop may delete and change what it gets: none is
// skipped.
func (s *ClientsService) AllClients(ctx context.Context, params GetClientListParams) iter.Seq2[*BrowserClient, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[BrowserClient], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetClientList(ctx, page)
	})
}

// VerifyClient returns the client of a client token, the value of the __client
// cookie.
func (s *ClientsService) VerifyClient(ctx context.Context, token string) (*BrowserClient, error) {
	return call[BrowserClient](ctx, s, post("/clients/verify").json(map[string]string{"token": token}))
}

// GetClient returns the client with the given id.
func (s *ClientsService) GetClient(ctx context.Context, clientID string) (*BrowserClient, error) {
	return call[BrowserClient](ctx, s, get("/clients/{}", clientID))
}

// HandshakePayload is what a handshake has to put into the browser.
type HandshakePayload struct {
	// Directives are Set-Cookie header values.
	Directives []string `json:"directives"`
}

// UnmarshalJSON implements [json.Unmarshaler]. A directive that is null is none:
// decoded into a string it would be an empty one.
func (p *HandshakePayload) UnmarshalJSON(data []byte) error {
	var raw struct {
		Directives []*string `json:"directives"`
	}
	if err := json.Unmarshal(data, &raw); err != nil {
		return err
	}
	p.Directives = make([]string, len(raw.Directives))
	for i, directive := range raw.Directives {
		if directive == nil {
			return &json.UnmarshalTypeError{Value: "null", Type: reflect.TypeFor[string](), Field: "directives"}
		}
		p.Directives[i] = *directive
	}
	return nil
}

// GetHandshakePayload exchanges the nonce that a finished handshake left in
// the browser for its cookies. Clerk's SDKs use it; it is not documented.
func (s *ClientsService) GetHandshakePayload(ctx context.Context, nonce string) (*HandshakePayload, error) {
	return call[HandshakePayload](ctx, s, get("/clients/handshake_payload").set("nonce", nonce))
}
