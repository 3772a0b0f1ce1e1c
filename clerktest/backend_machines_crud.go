package clerktest

import (
	"cmp"
	"slices"
)

func (s *Server) forMachine(h func(*call, *machine) reply) handler {
	return func(c *call) reply {
		m := s.state.machines.get(c.path("id"))
		if m == nil {
			return notFound("machine", c.path("id"))
		}
		return h(c, m)
	}
}

func (s *Server) machineView(m *machine) object {
	scoped := []object{}
	for _, id := range m.scopes {
		if other := s.state.machines.get(id); other != nil {
			scoped = append(scoped, object{
				"object": "machine", "id": other.id, "name": other.name, "instance_id": s.instance.id,
				"default_token_ttl": other.ttl, "created_at": other.created, "updated_at": other.updated,
			})
		}
	}
	return object{
		"object":            "machine",
		"id":                m.id,
		"name":              m.name,
		"instance_id":       s.instance.id,
		"default_token_ttl": m.ttl,
		"scoped_machines":   scoped,
		"created_at":        m.created,
		"updated_at":        m.updated,
	}
}

func (s *Server) listMachines(c *call) reply {
	query := c.query.Get("query")
	found := s.state.machines.where(func(m *machine) bool {
		return query == "" || m.id == query || containsFold(m.name, query)
	})
	orderBy(c, found, map[string]func(a, b *machine) int{
		"name":       func(a, b *machine) int { return cmp.Compare(a.name, b.name) },
		"created_at": func(a, b *machine) int { return cmp.Compare(a.created, b.created) },
	})
	return paged(c, found, s.machineView)
}

func (s *Server) createMachine(c *call) reply {
	if c.text("name") == "" {
		return missing("name")
	}
	m := s.addMachine(c.text("name"))
	m.scopes = c.list("scoped_machines")
	if ttl, given := c.number("default_token_ttl"); given {
		m.ttl = ttl
	}
	view := s.machineView(m)
	view["secret_key"] = m.secret
	return ok(view)
}

func (s *Server) updateMachine(c *call, m *machine) reply {
	m.name = cmp.Or(c.text("name"), m.name)
	if ttl, given := c.number("default_token_ttl"); given {
		m.ttl = ttl
	}
	m.updated = s.milliseconds()
	return ok(s.machineView(m))
}

func (s *Server) deleteMachine(_ *call, m *machine) reply {
	s.state.machines.remove(m.id)
	for _, id := range s.state.machines.order {
		other := s.state.machines.get(id)
		other.scopes = slices.DeleteFunc(other.scopes, func(scope string) bool { return scope == m.id })
	}
	return ok(deletedView("machine", m.id))
}

func getMachineSecret(_ *call, m *machine) reply {
	return ok(object{"object": "machine_secret_key", "secret": m.secret})
}

func (s *Server) rotateMachineSecret(c *call, m *machine) reply {
	m.secret, m.updated = newMachineSecret(), s.milliseconds()
	return getMachineSecret(c, m)
}

func (s *Server) addMachineScope(c *call, m *machine) reply {
	other := s.state.machines.get(c.text("to_machine_id"))
	if other == nil {
		return notFound("machine", c.text("to_machine_id"))
	}
	if !slices.Contains(m.scopes, other.id) {
		m.scopes = append(m.scopes, other.id)
	}
	return ok(object{
		"object": "machine_scope", "from_machine_id": m.id, "to_machine_id": other.id, "created_at": s.milliseconds(),
	})
}

func (s *Server) removeMachineScope(c *call, m *machine) reply {
	other := c.path("other")
	m.scopes = slices.DeleteFunc(m.scopes, func(scope string) bool { return scope == other })
	return ok(object{"object": "machine_scope", "from_machine_id": m.id, "to_machine_id": other, "deleted": true})
}
