package clerktest

import "maps"

// The categories that Clerk stamps into the header field cat of each class of
// token, for Header and MachineHeader. Tokens from before that have none, and
// some instances stamp CategoryIgnore on all.
const (
	CategorySession  = categorySession // handshake tokens have it too
	CategoryTemplate = categoryTemplate
	CategoryM2M      = categoryM2M
	CategoryIgnore   = "cl_I7d4PD111III"
)

// MachineHeader makes a JWT and sets fields of its header, such as cat and typ.
// A nil value takes a field away: Clerk's older M2M tokens have no cat.
func MachineHeader(fields map[string]any) MachineTokenOption {
	return func(p *machineTokenPlan) {
		p.jwt = true
		if p.header == nil {
			p.header = object{}
		}
		maps.Copy(p.header, fields)
	}
}

// headerOver is the header of a kind of token, changed by MachineHeader.
func (p *machineTokenPlan) headerOver(header object) object {
	maps.Copy(header, p.header)
	return header
}

// HandshakeToken makes the signed token with which Clerk hands Set-Cookie lines
// to an application (__clerk_handshake), see
// https://clerk.com/docs/guides/how-clerk-works/overview. Like Clerk's it says
// nothing of when it was made. Of the options Header, Claims, OtherKey and
// OtherInstance count.
func (s *Server) HandshakeToken(directives []string, options ...TokenOption) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.handshakeToken(directives, options)
}

// handshakeToken is HandshakeToken for a caller that holds the lock.
func (s *Server) handshakeToken(directives []string, options []TokenOption) string {
	plan := s.planToken("")
	for _, option := range options {
		option(plan)
	}
	header := object{"cat": categorySession}
	maps.Copy(header, plan.header)
	claims := object{"handshake": orNone(directives)}
	maps.Copy(claims, plan.claims)
	maps.DeleteFunc(claims, func(_ string, value any) bool { return value == nil })
	return s.keyFor(&machineTokenPlan{wrong: plan.stranger}).sign(header, claims)
}
