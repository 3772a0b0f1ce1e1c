package backendapi

import (
	"context"
	"iter"
)

// MachinesService manages machines and whom they may call. See
// https://clerk.com/docs/reference/backend-api.
type MachinesService struct{ service }

// List returns a page of the machines.
func (s *MachinesService) List(ctx context.Context, params ListMachinesParams) (*List[Machine], error) {
	return call[List[Machine]](ctx, s, get("/machines").params(params))
}

// AllMachines walks all pages of List, from params.Offset on. The loop may
// delete and change what it gets: none is skipped.
func (s *MachinesService) AllMachines(ctx context.Context, params ListMachinesParams) iter.Seq2[*Machine, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[Machine], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.List(ctx, page)
	})
}

// Create makes a machine. The answer alone has its key.
func (s *MachinesService) Create(ctx context.Context, params CreateMachineParams) (*Machine, error) {
	return call[Machine](ctx, s, post("/machines").json(params))
}

// Get returns the machine with the given id.
func (s *MachinesService) Get(ctx context.Context, machineID string) (*Machine, error) {
	return call[Machine](ctx, s, get("/machines/{}", machineID))
}

// Update changes a machine.
func (s *MachinesService) Update(ctx context.Context, params UpdateMachineParams) (*Machine, error) {
	return call[Machine](ctx, s, patch("/machines/{}", params.MachineID).json(params))
}

// Delete deletes a machine.
func (s *MachinesService) Delete(ctx context.Context, machineID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/machines/{}", machineID))
}

// GetSecretKey returns a machine's key.
func (s *MachinesService) GetSecretKey(ctx context.Context, machineID string) (*MachineSecretKey, error) {
	return call[MachineSecretKey](ctx, s, get("/machines/{}/secret_key", machineID))
}

// RotateSecretKey gives a machine a new key; the former one stays valid for a
// while.
func (s *MachinesService) RotateSecretKey(ctx context.Context, params RotateMachineSecretKeyParams) (*MachineSecretKey, error) {
	return call[MachineSecretKey](ctx, s, post("/machines/{}/secret_key/rotate", params.MachineID).json(params))
}

// CreateScope lets a machine call another.
func (s *MachinesService) CreateScope(ctx context.Context, machineID, toMachineID string) (*MachineScope, error) {
	return call[MachineScope](ctx, s, post("/machines/{}/scopes", machineID).json(map[string]string{"to_machine_id": toMachineID}))
}

// DeleteScope lets a machine no longer call another.
func (s *MachinesService) DeleteScope(ctx context.Context, machineID, otherMachineID string) (*MachineScope, error) {
	return call[MachineScope](ctx, s, del("/machines/{}/scopes/{}", machineID, otherMachineID))
}
