package authn

import (
	"github.com/clerkfiber/clerkfiber/internal/pathpattern"
	"github.com/clerkfiber/clerkfiber/internal/session"
)

// Organizations maps paths to the organization that a page belongs to.
type Organizations struct {
	organization *pathpattern.Matcher
	personal     *pathpattern.Matcher
}

// NewOrganizations compiles the patterns. Without any it returns nil, which no
// path belongs to.
func NewOrganizations(organization, personal []string) (*Organizations, error) {
	if len(organization)+len(personal) == 0 {
		return nil, nil
	}
	o, err := pathpattern.Compile(organization)
	if err != nil {
		return nil, err
	}
	p, err := pathpattern.Compile(personal)
	if err != nil {
		return nil, err
	}
	return &Organizations{organization: o, personal: p}, nil
}

// target is the organization that a path asks for.
type target struct {
	id, slug string
	// activate is what Clerk is asked to make active; empty is the personal account.
	activate string
}

func (o *Organizations) target(path string) *target {
	if o == nil {
		return nil
	}
	if params, ok := o.organization.Match(path); ok {
		if id := params["id"]; id != "" {
			return &target{id: id, activate: id}
		}
		if slug := params["slug"]; slug != "" {
			return &target{slug: slug, activate: slug}
		}
	}
	if _, ok := o.personal.Match(path); ok {
		return &target{}
	}
	return nil
}

// differs reports whether the session's active organization is another one.
func (t *target) differs(p *session.Properties) bool {
	switch {
	case t.id != "":
		return t.id != p.OrgID
	case t.slug != "":
		return t.slug != p.OrgSlug
	}
	return p.OrgID != ""
}
