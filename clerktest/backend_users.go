package clerktest

import (
	"cmp"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"strings"
)

func (s *Server) userRoutes(route router) {
	route("GET /users", s.listUsers)
	route("POST /users", s.createUser)
	route("GET /users/count", s.countUsers)
	route("POST /users/ban", s.forUsers(func(u *user) { s.setBanned(u, true) }))
	route("POST /users/unban", s.forUsers(func(u *user) { s.setBanned(u, false) }))
	route("GET /users/{id}", s.forUser(func(_ *call, u *user) reply { return ok(userView(u)) }))
	route("PATCH /users/{id}", s.forUser(s.updateUser))
	route("DELETE /users/{id}", s.forUser(s.deleteUser))
	route("PATCH /users/{id}/metadata", s.forUser(s.mergeUserMetadata))
	route("PUT /users/{id}/metadata", s.forUser(s.replaceUserMetadata))
	route("POST /users/{id}/ban", s.forUser(func(_ *call, u *user) reply { return s.setBanned(u, true) }))
	route("POST /users/{id}/unban", s.forUser(func(_ *call, u *user) reply { return s.setBanned(u, false) }))
	route("POST /users/{id}/lock", s.forUser(func(_ *call, u *user) reply { return s.setLocked(u, true) }))
	route("POST /users/{id}/unlock", s.forUser(func(_ *call, u *user) reply { return s.setLocked(u, false) }))
	route("POST /users/{id}/verify_password", s.forUser(verifyPassword))
	route("POST /users/{id}/remove_password", s.forUser(s.removePassword))
	route("GET /users/{id}/organization_memberships", s.forUser(s.listMembershipsOfUser))
	route("GET /users/{id}/organization_invitations", s.forUser(s.listInvitationsOfUser))
}

// forUser finds the user of the path.
func (s *Server) forUser(h func(*call, *user) reply) handler {
	return func(c *call) reply {
		u := s.state.users.get(c.path("id"))
		if u == nil {
			return notFound("user", c.path("id"))
		}
		return h(c, u)
	}
}

// forUsers does something to all users that the body names.
func (s *Server) forUsers(do func(*user)) handler {
	return func(c *call) reply {
		var found []*user
		for _, id := range c.list("user_ids") {
			u := s.state.users.get(id)
			if u == nil {
				return problemAbout(http.StatusBadRequest, "form_param_value_invalid", "No user was found with id "+id+".", "user_ids")
			}
			found = append(found, u)
		}
		for _, u := range found {
			do(u)
		}
		return ok(views(found, userView))
	}
}

func (s *Server) listUsers(c *call) reply {
	found := s.state.users.where(userFilter(c))
	orderBy(c, found, map[string]func(a, b *user) int{
		"created_at":      func(a, b *user) int { return cmp.Compare(a.created, b.created) },
		"updated_at":      func(a, b *user) int { return cmp.Compare(a.updated, b.updated) },
		"last_sign_in_at": func(a, b *user) int { return cmp.Compare(a.lastSignIn, b.lastSignIn) },
		"last_active_at":  func(a, b *user) int { return cmp.Compare(a.lastActive, b.lastActive) },
		"first_name":      func(a, b *user) int { return cmp.Compare(a.firstName, b.firstName) },
		"last_name":       func(a, b *user) int { return cmp.Compare(a.lastName, b.lastName) },
		"username":        func(a, b *user) int { return cmp.Compare(a.username, b.username) },
		"email_address":   func(a, b *user) int { return cmp.Compare(a.email(), b.email()) },
	})
	return ok(views(page(c, found), userView))
}

func (s *Server) countUsers(c *call) reply {
	return ok(object{"object": "total_count", "total_count": len(s.state.users.where(userFilter(c)))})
}

// userFilter reads the filters that listing and counting share.
func userFilter(c *call) func(*user) bool {
	wanted := func(param string, has func(string) bool) bool {
		values := c.queryList(param)
		return len(values) == 0 || slices.ContainsFunc(values, has)
	}
	return func(u *user) bool {
		hasEmail := func(address string) bool {
			return slices.ContainsFunc(u.emails, func(e emailAddress) bool { return strings.EqualFold(e.address, address) })
		}
		return wanted("user_id", func(id string) bool { return id == u.id }) &&
			wanted("external_id", func(id string) bool { return id == u.externalID }) &&
			wanted("username", func(name string) bool { return name == u.username }) &&
			wanted("email_address", hasEmail) &&
			wanted("query", u.matches)
	}
}

// matches is the full-text search of the dashboard.
func (u *user) matches(query string) bool {
	text := strings.ToLower(strings.Join([]string{u.id, u.externalID, u.username, u.firstName, u.lastName, u.email()}, "\n"))
	return strings.Contains(text, strings.ToLower(query))
}

// orderBy sorts by the order_by parameter, a field with + or - before it;
// newest first when there is none.
func orderBy[T any](c *call, list []*T, by map[string]func(a, b *T) int) {
	param := cmp.Or(c.query.Get("order_by"), "-created_at")
	// A plus sign in a query is a space.
	field := strings.TrimLeft(param, "+- ")
	compare := by[field]
	if compare == nil {
		return
	}
	if strings.HasPrefix(param, "-") {
		slices.Reverse(list)
		slices.SortStableFunc(list, func(a, b *T) int { return compare(b, a) })
		return
	}
	slices.SortStableFunc(list, compare)
}

func (s *Server) createUser(c *call) reply {
	emails := c.list("email_address")
	for _, address := range emails {
		if s.userByEmail(address) != nil {
			return problemAbout(http.StatusUnprocessableEntity, "form_identifier_exists",
				"That email address is taken. Please try another.", "email_address")
		}
	}
	u := s.addUser(User{
		Password:  c.text("password"),
		FirstName: c.text("first_name"), LastName: c.text("last_name"), Username: c.text("username"),
		PublicMetadata: c.fields("public_metadata"), PrivateMetadata: c.fields("private_metadata"),
		UnsafeMetadata: c.fields("unsafe_metadata"),
	})
	u.externalID = c.text("external_id")
	for _, address := range emails {
		s.addEmail(u, address, true)
	}
	return ok(userView(u))
}

func (s *Server) updateUser(c *call, u *user) reply {
	for field, target := range map[string]*string{
		"first_name": &u.firstName, "last_name": &u.lastName, "username": &u.username,
		"external_id": &u.externalID, "password": &u.password, "primary_email_address_id": &u.primaryEmail,
	} {
		if c.has(field) {
			*target = c.text(field)
		}
	}
	for field, target := range map[string]*object{
		"public_metadata": &u.public, "private_metadata": &u.private, "unsafe_metadata": &u.unsafe,
	} {
		if c.has(field) {
			*target = orEmpty(c.fields(field))
		}
	}
	if c.has("create_organization_enabled") {
		u.createOrganizationDisabled = !c.flag("create_organization_enabled")
	}
	u.updated = s.milliseconds()
	return ok(userView(u))
}

// deleteUser takes the user out with his sessions, memberships and tokens.
func (s *Server) deleteUser(_ *call, u *user) reply {
	s.state.users.remove(u.id)
	for _, e := range s.state.sessions.where(func(e *session) bool { return e.user == u.id }) {
		s.endSession(e, "removed")
	}
	for _, m := range s.state.memberships.where(func(m *membership) bool { return m.user == u.id }) {
		s.state.memberships.remove(m.id)
	}
	for _, t := range s.state.machineTokens.where(func(t *machineToken) bool { return t.subject == u.id }) {
		s.state.machineTokens.remove(t.id)
	}
	return ok(deletedView("user", u.id))
}

func (s *Server) mergeUserMetadata(c *call, u *user) reply {
	for field, target := range map[string]*object{
		"public_metadata": &u.public, "private_metadata": &u.private, "unsafe_metadata": &u.unsafe,
	} {
		if c.has(field) {
			*target = merged(*target, c.fields(field))
		}
	}
	u.updated = s.milliseconds()
	return ok(userView(u))
}

func (s *Server) replaceUserMetadata(c *call, u *user) reply {
	for field, target := range map[string]*object{
		"public_metadata": &u.public, "private_metadata": &u.private, "unsafe_metadata": &u.unsafe,
	} {
		if c.has(field) {
			*target = orEmpty(c.fields(field))
		}
	}
	u.updated = s.milliseconds()
	return ok(userView(u))
}

// merged is a deep merge in which null takes a key away (RFC 7396). The result
// shares nothing with what it was made of.
func merged(base, change object) object {
	result := maps.Clone(orEmpty(base))
	for key, value := range change {
		nested, isObject := value.(object)
		switch {
		case value == nil:
			delete(result, key)
		case isObject:
			below, _ := result[key].(object)
			result[key] = merged(below, nested)
		default:
			result[key] = value
		}
	}
	return result
}

// setBanned also ends a banned user's sessions, as Clerk does.
func (s *Server) setBanned(u *user, banned bool) reply {
	u.banned, u.updated = banned, s.milliseconds()
	if banned {
		for _, e := range s.state.sessions.where(func(e *session) bool { return e.user == u.id }) {
			s.endSession(e, "revoked")
		}
	}
	return ok(userView(u))
}

func (s *Server) setLocked(u *user, locked bool) reply {
	u.locked, u.updated = locked, s.milliseconds()
	return ok(userView(u))
}

func verifyPassword(c *call, u *user) reply {
	if u.password == "" {
		return problem(http.StatusBadRequest, "no_password_set", "This user does not have a password set.")
	}
	if c.text("password") != u.password {
		return problemAbout(http.StatusUnprocessableEntity, "incorrect_password",
			"Password is incorrect. Try again, or use another method.", "password")
	}
	return ok(object{"verified": true})
}

func (s *Server) removePassword(_ *call, u *user) reply {
	u.password, u.updated = "", s.milliseconds()
	return ok(userView(u))
}

func (s *Server) emailRoutes(route router) {
	route("POST /email_addresses", s.createEmail)
	route("GET /email_addresses/{id}", s.forEmail(func(_ *call, _ *user, i int, e emailAddress) reply { return ok(emailView(e)) }))
	route("PATCH /email_addresses/{id}", s.forEmail(s.updateEmail))
	route("DELETE /email_addresses/{id}", s.forEmail(s.deleteEmail))
}

func (s *Server) forEmail(h func(*call, *user, int, emailAddress) reply) handler {
	return func(c *call) reply {
		for _, id := range s.state.users.order {
			u := s.state.users.get(id)
			for i, e := range u.emails {
				if e.id == c.path("id") {
					return h(c, u, i, e)
				}
			}
		}
		return notFound("email_address", c.path("id"))
	}
}

func (s *Server) createEmail(c *call) reply {
	u := s.state.users.get(c.text("user_id"))
	if u == nil {
		return notFound("user", c.text("user_id"))
	}
	address := c.text("email_address")
	if address == "" {
		return missing("email_address")
	}
	if s.userByEmail(address) != nil {
		return problemAbout(http.StatusUnprocessableEntity, "form_identifier_exists",
			"That email address is taken. Please try another.", "email_address")
	}
	added := s.addEmail(u, address, c.flag("verified"))
	if c.flag("primary") {
		u.primaryEmail = added.id
	}
	return ok(emailView(*added))
}

func (s *Server) updateEmail(c *call, u *user, i int, _ emailAddress) reply {
	if c.has("verified") {
		u.emails[i].verified = c.flag("verified")
	}
	if c.flag("primary") {
		u.primaryEmail = u.emails[i].id
	}
	u.emails[i].updated = s.milliseconds()
	return ok(emailView(u.emails[i]))
}

func (s *Server) deleteEmail(_ *call, u *user, i int, e emailAddress) reply {
	u.emails = slices.Delete(u.emails, i, i+1)
	if u.primaryEmail == e.id {
		u.primaryEmail = ""
	}
	return ok(deletedView("email_address", e.id))
}

// copied is a JSON value that shares nothing with the original.
func copied(o object) object {
	raw, err := json.Marshal(o)
	if err != nil {
		return object{}
	}
	var c object
	if err := json.Unmarshal(raw, &c); err != nil {
		return object{}
	}
	return orEmpty(c)
}
