package backendapi

import "context"

// ClientsService reads clients: browsers and devices, each with its sessions.
type ClientsService struct{ service }

// HandshakePayload is what a handshake has to put into the browser.
type HandshakePayload struct {
	// Directives are Set-Cookie header values.
	Directives []string `json:"directives"`
}

// GetHandshakePayload exchanges the nonce that a finished handshake left in
// the browser for its cookies. Clerk's SDKs use it; it is not documented.
func (s *ClientsService) GetHandshakePayload(ctx context.Context, nonce string) (*HandshakePayload, error) {
	return call[HandshakePayload](ctx, s, get("/clients/handshake_payload").set("nonce", nonce))
}
