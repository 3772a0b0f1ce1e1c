package clerktest

import (
	"cmp"
	"net/http"
	"regexp"
	"slices"
	"strings"
)

var roleSetPattern = regexp.MustCompile(`^role_set:[a-z0-9_]+$`)

func (s *Server) roleSetOperations(route router) {
	sets := resource[roleSet]{
		path: "/role_sets", key: "role_set_key_or_id", kind: "role_set",
		find: func(_ *call, reference string) *roleSet {
			if set := s.state.roleSets.get(reference); set != nil {
				return set
			}
			return s.roleSetByKey(reference)
		},
		view: s.roleSetView, list: s.listRoleSets, create: s.createRoleSet, update: s.updateRoleSet,
	}
	sets.serve(route)
	route("POST /role_sets/{role_set_key_or_id}/roles", sets.one(s.addRolesToSet))
	route("POST /role_sets/{role_set_key_or_id}/roles/replace", sets.one(s.replaceRoleInSet))
	route("POST /role_sets/{role_set_key_or_id}/replace", sets.with(s.replaceRoleSet))
}

func (s *Server) listRoleSets(c *call) (any, error) {
	found, err := sorted(c, s.state.roleSets.where(func(set *roleSet) bool { return c.found(set.id, set.name, set.key) }),
		"-created_at", ordering[roleSet]{
			"created_at": func(a, b *roleSet) int { return cmp.Compare(a.created, b.created) },
			"name":       func(a, b *roleSet) int { return cmp.Compare(a.name, b.name) },
			"key":        func(a, b *roleSet) int { return cmp.Compare(a.key, b.key) },
		})
	if err != nil {
		return nil, err
	}
	return listed(c, found, s.roleSetView), nil
}

// checkRolesOfSet refuses roles that are not there, and defaults that the set
// does not have.
func (s *Server) checkRolesOfSet(set *roleSet) error {
	for _, key := range set.roles {
		if s.roleByKey(key) == nil {
			return refuseReference("roles")
		}
	}
	creator := s.roleByKey(set.creatorRole)
	switch {
	case len(set.roles) == 0:
		return refuseMissing("roles")
	case !slices.Contains(set.roles, set.defaultRole):
		return refuseValue("default_role_key", set.defaultRole)
	case !slices.Contains(set.roles, set.creatorRole), creator == nil, !creator.creatorEligible():
		return refuseValue("creator_role_key", set.creatorRole)
	}
	return nil
}

func (s *Server) checkRoleSetKey(key string, of *roleSet) error {
	taken := s.roleSetByKey(key)
	switch {
	case !roleSetPattern.MatchString(key):
		return refuseFormat("key", "key must start with role_set: and have lowercase letters, digits and underscores.")
	case taken != nil && taken != of:
		return refuseTaken("key", "key")
	}
	return nil
}

func (s *Server) createRoleSet(c *call) (*roleSet, error) {
	now := s.milliseconds()
	set := &roleSet{
		id: newID("rset"), key: c.text("key"), name: c.text("name"), description: c.text("description"), roles: c.list("roles"),
		defaultRole: c.text("default_role_key"), creatorRole: c.text("creator_role_key"), created: now, updated: now,
	}
	if set.key == "" {
		set.key = "role_set:" + strings.ReplaceAll(s.freeSlug(set.name), "-", "_")
	}
	if err := s.checkRoleSetKey(set.key, nil); err != nil {
		return nil, err
	}
	if err := s.checkRolesOfSet(set); err != nil {
		return nil, err
	}
	s.state.roleSets.put(set.id, set)
	if c.text("type") == "initial" {
		s.makeInitial(set)
	}
	return set, nil
}

func (s *Server) makeInitial(initial *roleSet) {
	for _, set := range s.state.roleSets.all() {
		set.initial = set == initial
	}
}

func (s *Server) updateRoleSet(c *call, set *roleSet) error {
	after := *set
	after.name, after.key = cmp.Or(c.text("name"), set.name), cmp.Or(c.text("key"), set.key)
	after.defaultRole = cmp.Or(c.text("default_role_key"), set.defaultRole)
	after.creatorRole = cmp.Or(c.text("creator_role_key"), set.creatorRole)
	if c.has("description") {
		after.description = c.text("description")
	}
	if err := s.checkRoleSetKey(after.key, set); err != nil {
		return err
	}
	if err := s.checkRolesOfSet(&after); err != nil {
		return err
	}
	for _, o := range s.state.organizations.where(func(o *organization) bool { return o.roleSet == set.key }) {
		o.roleSet = after.key
	}
	after.updated = s.milliseconds()
	*set = after
	if c.text("type") == "initial" {
		s.makeInitial(set)
	}
	return nil
}

func (s *Server) addRolesToSet(c *call, set *roleSet) error {
	after := *set
	after.roles = slices.Clone(set.roles)
	for _, key := range c.list("role_keys") {
		if slices.Contains(after.roles, key) {
			return refuse(http.StatusBadRequest, "form_already_exists", "already exists", "The role set has "+key+" already.", "role_keys")
		}
		after.roles = append(after.roles, key)
	}
	after.defaultRole = cmp.Or(c.text("default_role_key"), set.defaultRole)
	after.creatorRole = cmp.Or(c.text("creator_role_key"), set.creatorRole)
	if err := s.checkRolesOfSet(&after); err != nil {
		return err
	}
	after.updated = s.milliseconds()
	*set = after
	return nil
}

// replaceRoleInSet takes a role out of a set and gives its members another.
func (s *Server) replaceRoleInSet(c *call, set *roleSet) error {
	from, to := c.text("role_key"), c.text("to_role_key")
	switch {
	case !slices.Contains(set.roles, from):
		return refuseReference("role_key")
	case s.roleByKey(to) == nil:
		return refuseReference("to_role_key")
	}
	after := *set
	after.roles = slices.DeleteFunc(slices.Clone(set.roles), is(from))
	if !slices.Contains(after.roles, to) {
		after.roles = append(after.roles, to)
	}
	for _, key := range []*string{&after.defaultRole, &after.creatorRole} {
		if *key == from {
			*key = to
		}
	}
	if err := s.checkRolesOfSet(&after); err != nil {
		return err
	}
	after.updated = s.milliseconds()
	*set = after
	s.reassign(set.key, map[string]string{from: to})
	return nil
}

// reassign gives the members of a set's organizations other roles.
func (s *Server) reassign(setKey string, roles map[string]string) {
	inSet := func(id string) bool {
		o := s.state.organizations.get(id)
		return o != nil && o.roleSet == setKey
	}
	for _, m := range s.state.memberships.where(func(m *membership) bool { return inSet(m.organization) }) {
		m.role = cmp.Or(roles[m.role], m.role)
	}
	for _, i := range s.state.invitations.where(func(i *invitation) bool { return inSet(i.organization) }) {
		i.role = cmp.Or(roles[i.role], i.role)
	}
}

// replaceRoleSet moves all organizations of a set to another and removes it.
func (s *Server) replaceRoleSet(c *call, set *roleSet) (any, error) {
	to := s.roleSetByKey(c.text("dest_role_set_key"))
	if to == nil || to == set {
		return nil, refuseReference("dest_role_set_key")
	}
	roles := map[string]string{}
	for from, key := range c.fields("reassignment_mappings") {
		roles[from], _ = key.(string)
	}
	for _, key := range set.roles {
		if !slices.Contains(to.roles, cmp.Or(roles[key], key)) {
			roles[key] = to.defaultRole
		}
	}
	s.reassign(set.key, roles)
	for _, o := range s.state.organizations.where(func(o *organization) bool { return o.roleSet == set.key }) {
		o.roleSet = to.key
	}
	s.state.roleSets.remove(set.id)
	if set.initial {
		to.initial = true
	}
	return deletedView("role_set", set.id), nil
}
