package clerktest

import (
	"cmp"
	"net/http"
	"slices"
)

// maxScopes is how many machines a machine may reach.
const maxScopes = 150

func (s *Server) machineOperations(route router) {
	machines := resource[machine]{
		path: "/machines", key: "machine_id", kind: "machine",
		find: func(_ *call, id string) *machine { return s.state.machines.get(id) },
		view: s.machineView, list: s.listMachines, update: s.updateMachine,
		remove: func(_ *call, m *machine) error {
			s.state.machines.remove(m.id)
			for _, other := range s.state.machines.all() {
				other.scopes = slices.DeleteFunc(other.scopes, is(m.id))
			}
			return nil
		},
	}
	machines.serve(route)
	route("POST /machines", s.createMachine)
	route("GET /machines/{machine_id}/secret_key", machines.with(machineSecret))
	route("POST /machines/{machine_id}/secret_key/rotate", machines.with(func(c *call, m *machine) (any, error) {
		seconds, _ := c.number("previous_token_ttl")
		m.formerSecret, m.formerUntil = m.secret, s.milliseconds()+seconds*1000
		m.secret, m.updated = newMachineSecret(), s.milliseconds()
		return machineSecret(c, m)
	}))
	route("POST /machines/{machine_id}/scopes", machines.with(s.addMachineScope))
	route("DELETE /machines/{machine_id}/scopes/{other_machine_id}", machines.with(func(c *call, m *machine) (any, error) {
		other := c.path("other_machine_id")
		if !slices.Contains(m.scopes, other) {
			return nil, refuseNotFound("machine_scope", other)
		}
		m.scopes = slices.DeleteFunc(m.scopes, is(other))
		return object{"object": "machine_scope", "from_machine_id": m.id, "to_machine_id": other, "deleted": true}, nil
	}))
}

// machineBySecret finds the machine of a secret key, or of one that was
// rotated and still holds.
func (s *Server) machineBySecret(key string) *machine {
	return s.state.machines.first(func(m *machine) bool {
		return m.secret == key || m.formerSecret == key && m.formerUntil > s.milliseconds()
	})
}

func bareMachineView(m *machine, instance string) object {
	return object{
		"object": "machine", "id": m.id, "name": m.name, "instance_id": instance, "default_token_ttl": m.ttl,
		"created_at": m.created, "updated_at": m.updated,
	}
}

func (s *Server) machineView(m *machine) object {
	scoped := []object{}
	for _, id := range m.scopes {
		if other := s.state.machines.get(id); other != nil {
			scoped = append(scoped, bareMachineView(other, s.instance.id))
		}
	}
	view := bareMachineView(m, s.instance.id)
	view["scoped_machines"] = scoped
	return view
}

func (s *Server) listMachines(c *call) (any, error) {
	found, err := sorted(c, s.state.machines.where(func(m *machine) bool { return c.found(m.id, m.name) }),
		"-created_at", ordering[machine]{
			"name":       func(a, b *machine) int { return cmp.Compare(a.name, b.name) },
			"created_at": func(a, b *machine) int { return cmp.Compare(a.created, b.created) },
		})
	if err != nil {
		return nil, err
	}
	return listed(c, found, s.machineView), nil
}

func (s *Server) createMachine(c *call) (any, error) {
	for _, id := range c.list("scoped_machines") {
		if s.state.machines.get(id) == nil {
			return nil, refuseReference("scoped_machines")
		}
	}
	m := s.addMachine(c.text("name"))
	m.scopes = c.list("scoped_machines")
	if ttl, given := c.number("default_token_ttl"); given {
		m.ttl = ttl
	}
	view := s.machineView(m)
	view["secret_key"] = m.secret
	return view, nil
}

func (s *Server) updateMachine(c *call, m *machine) error {
	m.name = cmp.Or(c.text("name"), m.name)
	if ttl, given := c.number("default_token_ttl"); given {
		m.ttl = ttl
	}
	m.updated = s.milliseconds()
	return nil
}

func machineSecret(_ *call, m *machine) (any, error) {
	return object{"object": "machine_secret_key", "secret": m.secret}, nil
}

func (s *Server) addMachineScope(c *call, m *machine) (any, error) {
	other := s.state.machines.get(c.text("to_machine_id"))
	switch {
	case other == nil:
		return nil, refuseNotFound("machine", c.text("to_machine_id"))
	case slices.Contains(m.scopes, other.id):
		return nil, refuse(http.StatusConflict, "machine_scope_already_exists", "already exists", "The machine has this scope already.", "to_machine_id")
	case len(m.scopes) >= maxScopes:
		return nil, refuse(http.StatusForbidden, "quota_exceeded", "Quota exceeded", "A machine has at most 150 scopes.")
	}
	m.scopes, m.updated = append(m.scopes, other.id), s.milliseconds()
	return object{
		"object": "machine_scope", "from_machine_id": m.id, "to_machine_id": other.id, "created_at": s.milliseconds(),
	}, nil
}
