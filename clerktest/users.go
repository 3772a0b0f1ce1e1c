package clerktest

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// User describes a person to create. Every field is optional.
type User struct {
	// ID. Default: a random one.
	ID string
	// Email becomes the primary address, verified. Default: none.
	Email string
	// Password is kept in the clear: this is a test. Default: none, which
	// leaves signing in by e-mail code.
	Password string
	// FirstName, LastName and Username. Default: none.
	FirstName string
	LastName  string
	Username  string
	// PublicMetadata, PrivateMetadata and UnsafeMetadata. Default: empty.
	PublicMetadata  map[string]any
	PrivateMetadata map[string]any
	UnsafeMetadata  map[string]any
}

// CreateUser adds a user and returns him as the Backend API would. It panics
// when the id or the e-mail address is taken: a mistake in the test.
func (s *Server) CreateUser(u User) *backendapi.User {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u.ID != "" && s.state.users.get(u.ID) != nil {
		panic(fmt.Sprintf("clerktest: there is a user %s already", u.ID))
	}
	if u.Email != "" && s.userByEmail(u.Email) != nil {
		panic(fmt.Sprintf("clerktest: there is a user with the address %s already", u.Email))
	}
	added := s.addUser(u)
	return decoded[backendapi.User](userView(added))
}

// addUser puts a user into the state. The caller holds the lock.
func (s *Server) addUser(u User) *user {
	now := s.milliseconds()
	added := &user{
		id: u.ID, username: u.Username, firstName: u.FirstName, lastName: u.LastName, password: u.Password,
		public: copied(u.PublicMetadata), private: copied(u.PrivateMetadata), unsafe: copied(u.UnsafeMetadata),
		created: now, updated: now,
	}
	if added.id == "" {
		added.id = newID("user")
	}
	if u.Email != "" {
		s.addEmail(added, u.Email, true)
	}
	s.state.users.put(added.id, added)
	return added
}

// addEmail gives a user an address; the first becomes the primary one.
func (s *Server) addEmail(u *user, address string, verified bool) *emailAddress {
	now := s.milliseconds()
	u.emails = append(u.emails, emailAddress{
		id: newID("idn"), address: strings.ToLower(address), verified: verified, created: now, updated: now,
	})
	added := &u.emails[len(u.emails)-1]
	if u.primaryEmail == "" {
		u.primaryEmail = added.id
	}
	return added
}

func (s *Server) userByEmail(address string) *user {
	return s.state.users.first(func(u *user) bool {
		return slices.ContainsFunc(u.emails, func(e emailAddress) bool { return strings.EqualFold(e.address, address) })
	})
}

// userByIdentifier finds a user by what people type: an address or a user name.
func (s *Server) userByIdentifier(identifier string) *user {
	if u := s.userByEmail(identifier); u != nil {
		return u
	}
	return s.state.users.first(func(u *user) bool { return u.username != "" && strings.EqualFold(u.username, identifier) })
}

func (u *user) email() string {
	for _, e := range u.emails {
		if e.id == u.primaryEmail {
			return e.address
		}
	}
	return ""
}

// fullName is what people call the user, falling back on what there is.
func (u *user) fullName() string {
	name := strings.TrimSpace(u.firstName + " " + u.lastName)
	for _, other := range []string{u.username, u.email(), u.id} {
		if name == "" {
			name = other
		}
	}
	return name
}

// decoded turns a view into the type that the Backend API client has for it.
func decoded[T any](view object) *T {
	raw, err := json.Marshal(view)
	if err != nil {
		panic(fmt.Sprintf("clerktest: a view is no JSON: %v", err))
	}
	typed := new(T)
	if err := json.Unmarshal(raw, typed); err != nil {
		panic(fmt.Sprintf("clerktest: a view does not decode: %v", err))
	}
	return typed
}
