package clerktest

import (
	"cmp"
	"net/http"
	"slices"
	"strings"
)

func (s *Server) listUsers(c *call) (any, error) {
	keep, err := s.userFilter(c)
	if err != nil {
		return nil, err
	}
	found, err := sorted(c, s.state.users.where(keep), "-created_at", ordering[user]{
		"created_at":      func(a, b *user) int { return cmp.Compare(a.created, b.created) },
		"updated_at":      func(a, b *user) int { return cmp.Compare(a.updated, b.updated) },
		"last_sign_in_at": func(a, b *user) int { return cmp.Compare(a.lastSignIn, b.lastSignIn) },
		"last_active_at":  func(a, b *user) int { return cmp.Compare(a.lastActive, b.lastActive) },
		"first_name":      func(a, b *user) int { return cmp.Compare(a.firstName, b.firstName) },
		"last_name":       func(a, b *user) int { return cmp.Compare(a.lastName, b.lastName) },
		"username":        func(a, b *user) int { return cmp.Compare(a.username, b.username) },
		"email_address":   func(a, b *user) int { return cmp.Compare(a.email(), b.email()) },
		"phone_number":    func(a, b *user) int { return cmp.Compare(a.phone(), b.phone()) },
		"web3wallet":      func(a, b *user) int { return cmp.Compare(a.wallet(), b.wallet()) },
	})
	if err != nil {
		return nil, err
	}
	if found, err = after(c, found); err != nil {
		return nil, err
	}
	return views(page(c, found), userView), nil
}

// after cuts off what a cursor has passed. A cursor goes with the order of
// creation alone.
func after(c *call, list []*user) ([]*user, error) {
	cursor := c.query.Get("starting_after")
	if cursor == "" {
		return list, nil
	}
	disallowed := func(param string) error {
		return refuse(http.StatusUnprocessableEntity, "form_conditional_param_disallowed", "is not allowed",
			"`"+param+"` isn't allowed when `starting_after` is present.", param)
	}
	if order := strings.TrimLeft(c.query.Get("order_by"), "+- "); order != "" && order != "created_at" {
		return nil, disallowed("order_by")
	}
	if offset := c.query.Get("offset"); offset != "" && offset != "0" {
		return nil, disallowed("offset")
	}
	at := slices.IndexFunc(list, func(u *user) bool { return u.id == cursor })
	if at < 0 {
		return nil, refuseReference("starting_after")
	}
	return list[at+1:], nil
}

func (s *Server) countUsers(c *call) (any, error) {
	keep, err := s.userFilter(c)
	if err != nil {
		return nil, err
	}
	return object{"object": "total_count", "total_count": len(s.state.users.where(keep))}, nil
}

// userFilter reads the filters that listing and counting share.
func (s *Server) userFilter(c *call) (func(*user) bool, error) {
	provider := "oauth_" + strings.TrimPrefix(c.query.Get("provider"), "oauth_")
	accounts := c.queryList("provider_user_id")
	if (provider != "oauth_") != (len(accounts) > 0) {
		return nil, refuse(http.StatusUnprocessableEntity, "form_conditional_param_missing", "is missing",
			"`provider` and `provider_user_id` go together.", "provider")
	}
	hasAccount := func(u *user) bool {
		return len(accounts) == 0 || slices.ContainsFunc(u.accounts, func(a externalAccount) bool {
			return a.provider == provider && slices.Contains(accounts, a.providerUserID)
		})
	}
	ids, external, organizations := c.selection("user_id"), c.selection("external_id"), c.selection("organization_id")
	return func(u *user) bool {
		return ids.allows(is(u.id)) && external.allows(is(u.externalID)) &&
			organizations.allows(func(id string) bool { return s.member(id, u.id) != nil }) &&
			c.knows(u) && hasAccount(u) && c.truth("banned", u.banned) &&
			c.during("last_active_at", u.lastActive) && c.during("created_at", u.created) &&
			c.during("last_sign_in_at", u.lastSignIn)
	}, nil
}

// knows reports whether a user has what the identifying parameters ask for,
// which lists of users and of memberships have in common.
func (c *call) knows(u *user) bool {
	var addresses, numbers, all []string
	for _, e := range u.emails {
		addresses = append(addresses, e.address)
	}
	for _, p := range u.phones {
		numbers = append(numbers, p.number)
	}
	all = slices.Concat(addresses, numbers, []string{u.id, u.username, u.firstName, u.lastName, u.firstName + " " + u.lastName})
	for _, w := range u.wallets {
		all = append(all, w.address)
	}
	hasNumber := func(number string) bool { return u.hasPhone("+" + strings.TrimLeft(plainNumber(number), "+")) }
	return c.anyOf("email_address", u.hasEmail) && c.anyOf("phone_number", hasNumber) && c.anyOf("web3_wallet", u.hasWallet) &&
		c.anyOf("username", is(u.username)) && c.matches("query", all...) &&
		c.matches("email_address_query", addresses...) && c.matches("phone_number_query", numbers...) &&
		c.matches("username_query", u.username) && c.matches("name_query", u.firstName, u.lastName, u.firstName+" "+u.lastName)
}
