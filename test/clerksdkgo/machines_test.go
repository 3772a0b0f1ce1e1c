package clerksdkgo

import (
	"github.com/clerk/clerk-sdk-go/v2"
	"github.com/clerk/clerk-sdk-go/v2/m2m_token"
	"github.com/clerk/clerk-sdk-go/v2/machine"
	"github.com/clerk/clerk-sdk-go/v2/machinescope"
)

// machines are the methods about machines and their tokens.
func (k *kit) machines() []method {
	ctx, machines, scopes := k.t.Context(), machine.NewClient(k.config), machinescope.NewClient(k.config)
	made, token := &clerk.MachineWithScopedMachinesAndSecretKey{}, &clerk.M2MTokenWithToken{}
	other, otherSecret := k.server.NewMachine("other")
	// A machine makes and keeps its tokens with its own key.
	own := configOf(k.server)
	own.Key = &otherSecret
	tokens, receiver := m2m_token.NewClient(own), m2m_token.NewClient(k.config)
	return []method{
		{"machine.Create", func() error {
			created, err := machines.Create(ctx, &machine.CreateParams{Name: "robot", DefaultTokenTTL: clerk.Int64(60)})
			return keep(&made, created, err)
		}, func() error { return only(machines.Create(ctx, &machine.CreateParams{})) }, "form_param_min_length_exceeded"},
		{"machine.Get", func() error { return only(machines.Get(ctx, made.ID)) }, func() error { return only(machines.Get(ctx, "mch_none")) }, "resource_not_found"},
		{"machine.GetSecretKey", func() error { return only(machines.GetSecretKey(ctx, made.ID)) }, nil, ""},
		{"machine.List", func() error { return only(machines.List(ctx, &machine.ListParams{Query: clerk.String("robot")})) }, nil, ""},
		{"machine.Update", func() error {
			return only(machines.Update(ctx, made.ID, &machine.UpdateParams{Name: clerk.String("drone")}))
		}, nil, ""},
		{"machinescope.CreateScope", func() error {
			return only(scopes.CreateScope(ctx, made.ID, &machinescope.CreateScopeParams{ToMachineID: other}))
		}, nil, ""},
		{"machinescope.DeleteScope", func() error { return only(scopes.DeleteScope(ctx, made.ID, other)) }, nil, ""},
		{"m2m_token.Create", func() error {
			created, err := tokens.Create(ctx, &m2m_token.CreateParams{Claims: raw(`{"a":1}`)})
			return keep(&token, created, err)
		}, nil, ""},
		{"m2m_token.List", func() error { return only(tokens.List(ctx, &m2m_token.ListParams{Subject: &other})) }, nil, ""},
		{"m2m_token.Verify", func() error { return only(receiver.Verify(ctx, &m2m_token.VerifyParams{Token: token.Token})) }, nil, ""},
		{"m2m_token.Revoke", func() error { return only(tokens.Revoke(ctx, token.ID, &m2m_token.RevokeParams{})) }, func() error {
			return only(receiver.Verify(ctx, &m2m_token.VerifyParams{Token: token.Token}))
		}, "token_invalid"},
		{"machine.Delete", func() error { return only(machines.Delete(ctx, made.ID)) }, nil, ""},
	}
}
