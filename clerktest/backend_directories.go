package clerktest

import (
	"slices"
	"strings"
)

// directoryOperations are the directories of enterprise connections, under
// their present name and the one that they had: SCIM directories. No
// directory's provider ever calls.
func (s *Server) directoryOperations(route router) {
	s.directoriesUnder(route, "/directories", "directory_id", "directory")
	s.directoriesUnder(route, "/scim_directories", "scim_directory_id", "scim_directory")
}

func (s *Server) directoriesUnder(route router, path, key, kind string) {
	directories := s.records(kind, path, key, &s.state.directories)
	directories.view = s.directoryView(kind)
	directories.list = func(c *call) (any, error) {
		return listed(c, newestFirst(s.state.directories.all()), directories.view), nil
	}
	directories.update = func(c *call, r *record) error {
		if c.has("name") && c.text("name") == "" {
			return refuseMissing("name")
		}
		return s.changeRecord(c, r)
	}
	directories.remove = func(_ *call, r *record) error {
		s.state.directories.remove(r.id)
		s.state.groupMappings.removeWhere(func(m *record) bool { return m.of == r.id })
		return nil
	}
	directories.serve(route)
	// The key is shown when it is made, and never again.
	withKey := directories
	withKey.view = func(r *record) object {
		view := directories.view(r)
		view["api_key"] = r.hidden["api_key"]
		return view
	}
	route("POST "+path, func(c *call) (any, error) {
		r, err := s.createDirectory(c)
		if err != nil {
			return nil, err
		}
		return withKey.view(r), nil
	})
	one := path + "/{" + key + "}"
	route("POST "+one+"/rotate_api_key", withKey.one(func(_ *call, r *record) error {
		r.hidden["api_key"], r.updated = newDirectoryKey(), s.milliseconds()
		return nil
	}))
	mapping := s.groupMappingView(strings.TrimSuffix(kind, "_directory") + "_group_role_mapping")
	mappings := one + "/group_role_mappings"
	route("GET "+mappings, directories.with(func(_ *call, r *record) (any, error) { return s.listMappings(r, mapping), nil }))
	route("POST "+mappings, directories.with(func(c *call, r *record) (any, error) {
		m, err := s.addMapping(r, c.body)
		if err != nil {
			return nil, err
		}
		return mapping(m), nil
	}))
	route("PUT "+mappings, directories.with(func(c *call, r *record) (any, error) {
		if err := s.replaceMappings(r, c.body["mappings"]); err != nil {
			return nil, err
		}
		return s.listMappings(r, mapping), nil
	}))
	route("DELETE "+mappings+"/{mapping_id}", directories.with(func(c *call, r *record) (any, error) {
		m := s.state.groupMappings.get(c.path("mapping_id"))
		if m == nil || m.of != r.id {
			return nil, refuseNotFound("group_role_mapping", c.path("mapping_id"))
		}
		s.state.groupMappings.remove(m.id)
		return deletedView(mapping(m)["object"].(string), m.id), nil
	}))
}

func newDirectoryKey() string { return "scim_fake" + randomText(base62, 32) }

func (s *Server) createDirectory(c *call) (*record, error) {
	connection := s.state.connections.get(c.text("enterprise_connection_id"))
	switch {
	case connection == nil:
		return nil, refuseReference("enterprise_connection_id")
	case s.state.directories.first(func(r *record) bool { return r.text("enterprise_connection_id") == connection.id }) != nil:
		return nil, refuseDuplicate("the enterprise connection has a directory already")
	}
	r := s.addRecord(&s.state.directories, "dir", object{
		"name": connection.text("name"), "enterprise_connection_id": connection.id, "provider": c.text("provider"), "enabled": true,
		"group_role_mapping_enabled": false, "attribute_mapping": object{}, "custom_attributes": []any{},
	}, nil)
	if name := c.text("name"); name != "" {
		r.fields["name"] = name
	}
	r.hidden["api_key"] = newDirectoryKey()
	if err := s.replaceMappings(r, c.body["group_role_mappings"]); err != nil {
		s.state.directories.remove(r.id)
		return nil, err
	}
	return r, nil
}

func (s *Server) directoryView(kind string) func(*record) object {
	return func(r *record) object {
		view := recordView(kind)(r)
		view["endpoint_url"], view["api_key"] = s.instance.issuer()+"/v1/scim/v2/"+r.id, nil
		return view
	}
}

// replaceMappings leaves a directory with the mappings of a list, or as it is.
func (s *Server) replaceMappings(r *record, list any) error {
	former := s.state.groupMappings.where(func(m *record) bool { return m.of == r.id })
	items, _ := list.([]any)
	var made []*record
	for _, item := range items {
		body, _ := item.(object)
		m, err := s.addMapping(r, body)
		if err != nil {
			for _, m := range made {
				s.state.groupMappings.remove(m.id)
			}
			return err
		}
		made = append(made, m)
	}
	for _, m := range former {
		s.state.groupMappings.remove(m.id)
	}
	return nil
}

// addMapping gives the members of a group a role.
func (s *Server) addMapping(r *record, body object) (*record, error) {
	b := &call{body: body}
	group, name := b.text("directory_group_id"), b.text("directory_group_display_name")
	if group == "" {
		group = b.text("scim_group_id")
	}
	if name == "" {
		name = b.text("scim_group_display_name")
	}
	role := s.roleByReference(b.text("role_id"))
	switch {
	case group == "":
		return nil, refuseMissing("directory_group_id")
	case role == nil:
		return nil, refuseReference("role_id")
	}
	precedence, given := b.number("precedence")
	if !given {
		precedence = int64(1 + len(s.state.groupMappings.where(func(m *record) bool { return m.of == r.id })))
	}
	m := s.addRecord(&s.state.groupMappings, "grpmap", object{"group": group, "name": name, "role": role.id, "precedence": precedence}, nil)
	m.of = r.id
	return m, nil
}

func (s *Server) listMappings(r *record, view func(*record) object) object {
	found := s.state.groupMappings.where(func(m *record) bool { return m.of == r.id })
	slices.SortStableFunc(found, func(a, b *record) int { return int(a.number("precedence") - b.number("precedence")) })
	return object{"data": views(found, view), "total_count": len(found)}
}

func (s *Server) groupMappingView(kind string) func(*record) object {
	return func(m *record) object {
		view := object{
			"object": kind, "id": m.id, "directory_id": m.of, "scim_directory_id": m.of,
			"directory_group_id": m.text("group"), "scim_group_id": m.text("group"),
			"directory_group_display_name": m.text("name"), "scim_group_display_name": m.text("name"),
			"precedence": m.fields["precedence"], "created_at": m.created, "updated_at": m.updated,
		}
		if role := s.state.roles.get(m.text("role")); role != nil {
			view["role"] = s.roleView(role)
		}
		return view
	}
}
