package clerktest

import (
	"maps"
	"net/http"
	"slices"
	"strings"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// builtinTemplates are the e-mail and SMS templates of an instance, with the
// variable that their body must have. The texts are short ones, not Clerk's.
var builtinTemplates = map[string]map[string]string{
	"email": {
		"verification_code": "otp_code", "reset_password_code": "otp_code", "magic_link_sign_in": "magic_link", "magic_link_sign_up": "magic_link",
		"invitation": "action_url", "organization_invitation": "action_url", "waitlist_invitation": "action_url", "password_changed": "",
		"password_removed": "", "primary_email_address_changed": "", "account_locked": "", "passkey_added": "", "passkey_removed": "",
	},
	"sms": {"verification_code": "otp_code", "reset_password_code": "otp_code", "password_changed": "", "password_removed": ""},
}

func (s *Server) messageTemplateOperations(route router) {
	list := "/templates/{template_type}"
	one := list + "/{slug}"
	route("GET "+list, func(c *call) (any, error) {
		slugs := builtinTemplates[c.path("template_type")]
		if slugs == nil {
			return nil, refuseBecause("template_type_unsupported", "Template type "+c.path("template_type")+" is not supported")
		}
		var found []*record
		for _, slug := range slices.Sorted(maps.Keys(slugs)) {
			found = append(found, s.messageTemplate(c.path("template_type"), slug))
		}
		return bareList(c, found, s.templateView), nil
	})
	route("GET "+one, s.template(func(*call, *record) error { return nil }))
	route("PUT "+one, s.template(s.upsertTemplate))
	route("DELETE "+one, s.template(func(c *call, _ *record) error {
		return refuseBecause("template_deletion_restricted", "Template with slug "+c.path("slug")+" can't be deleted")
	}))
	route("POST "+one+"/revert", s.template(func(_ *call, r *record) error {
		s.state.messageTemplates.remove(r.id)
		*r = *s.messageTemplate(r.text("template_type"), r.text("slug"))
		return nil
	}))
	route("POST "+one+"/toggle_delivery", s.template(func(c *call, r *record) error {
		r.fields["delivered_by_clerk"] = !r.flag("delivered_by_clerk")
		if c.body["delivered_by_clerk"] != nil {
			r.fields["delivered_by_clerk"] = c.flag("delivered_by_clerk")
		}
		return s.keepTemplate(r)
	}))
	route("POST "+one+"/preview", func(c *call) (any, error) {
		r, err := s.templateOfPath(c)
		if err != nil {
			return nil, err
		}
		preview := object{}
		for _, field := range []string{"subject", "body", "from_email_name", "reply_to_email_name"} {
			preview[field] = r.fields[field]
			if c.body[field] != nil {
				preview[field] = c.body[field]
			}
		}
		return preview, nil
	})
}

// messageTemplate is a template as it was changed, or as it is built in; nil
// when there is none.
func (s *Server) messageTemplate(kind, slug string) *record {
	variable, known := builtinTemplates[kind][slug]
	if !known {
		return nil
	}
	if r := s.state.messageTemplates.get("tmpl_" + kind + "_" + slug); r != nil {
		return r
	}
	body := "The message " + slug + "."
	required := []string{}
	if variable != "" {
		body, required = body+" {{"+variable+"}}", []string{variable}
	}
	return &record{
		id: "tmpl_" + kind + "_" + slug, hidden: object{}, created: s.milliseconds(), updated: s.milliseconds(),
		fields: object{
			"template_type": kind, "slug": slug, "name": strings.ReplaceAll(roleName(slug), "_", " "), "subject": roleName(slug), "markup": body, "body": body,
			"required_variables": required, "from_email_name": "notifications", "reply_to_email_name": "",
			"delivered_by_clerk": true,
		},
	}
}

func (s *Server) keepTemplate(r *record) error {
	r.updated = s.milliseconds()
	s.state.messageTemplates.put(r.id, r)
	return nil
}

func (s *Server) templateOfPath(c *call) (*record, error) {
	kind, slug := c.path("template_type"), c.path("slug")
	if builtinTemplates[kind] == nil {
		return nil, refuseBecause("template_type_unsupported", "Template type "+kind+" is not supported")
	}
	r := s.messageTemplate(kind, slug)
	if r == nil {
		return nil, refuse(http.StatusNotFound, "resource_not_found", "Template not found", "No template was found with slug "+slug)
	}
	return r, nil
}

// template does something to the template of the path and shows it.
func (s *Server) template(do func(c *call, r *record) error) operation {
	return func(c *call) (any, error) {
		r, err := s.templateOfPath(c)
		if err != nil {
			return nil, err
		}
		if err := do(c, r); err != nil {
			return nil, err
		}
		return s.templateView(r), nil
	}
}

func (s *Server) upsertTemplate(c *call, r *record) error {
	required, _ := r.fields["required_variables"].([]string)
	for _, variable := range required {
		if c.has("body") && !strings.Contains(c.text("body"), variable) {
			return refuse(http.StatusUnprocessableEntity, "required_variable_missing", "required variable missing",
				"Body should contain the {{"+variable+"}} variable", "body")
		}
	}
	for name, value := range c.body {
		if value != nil {
			r.fields[name] = value
		}
	}
	return s.keepTemplate(r)
}

func (s *Server) templateView(r *record) object {
	view := recordView("template")(r)
	maps.Copy(view, object{
		"instance_id": s.instance.id, "resource_type": "user", "position": 0, "can_revert": s.state.messageTemplates.get(r.id) != nil,
		"can_delete": false, "can_edit_body": true, "can_toggle": true, "available_variables": r.fields["required_variables"],
		"enabled": true, "flagged_as_suspicious": false,
	})
	return view
}

// emailOperations send e-mail: it is kept and never leaves the machine.
func (s *Server) emailOperations(route router) {
	view := recordView("email")
	send := func(body object, key string) (*record, error) {
		if r := s.state.emails.first(func(r *record) bool { return key != "" && r.hidden["key"] == key }); r != nil {
			return r, nil
		}
		r, err := s.sendEmail(body)
		if err == nil {
			r.hidden["key"] = key
		}
		return r, err
	}
	route("POST /email", func(c *call) (any, error) {
		r, err := send(c.body, c.r.Header.Get("Idempotency-Key"))
		if err != nil {
			return nil, err
		}
		return view(r), nil
	})
	route("POST /email/batch", func(c *call) (any, error) {
		results := []object{}
		messages, _ := c.body["messages"].([]any)
		for i, message := range messages {
			body, _ := message.(object)
			r, err := send(body, (&call{body: body}).text("idempotency_key"))
			if err != nil {
				refusal := refused(err)
				entries, _ := refusal.body.(object)
				results = append(results, object{"index": i, "errors": entries["errors"], "status_code": refusal.status})
				continue
			}
			results = append(results, object{"index": i, "email": view(r), "status_code": http.StatusOK})
		}
		return results, nil
	})
	route("GET /email/{email_id}", func(c *call) (any, error) {
		r := s.state.emails.get(c.path("email_id"))
		if r == nil {
			return nil, refuseNotFound("email", c.path("email_id"))
		}
		return view(r), nil
	})
}

func (s *Server) sendEmail(body object) (*record, error) {
	b := &call{body: body}
	to, from := &call{body: b.fields("to")}, &call{body: b.fields("from")}
	address, userID := to.text("address"), to.text("user_id")
	if u := s.state.users.get(userID); u != nil {
		address = u.email()
	}
	switch {
	case userID != "" && address == "":
		return nil, refuseReference("user_id")
	case !contract.IsEmail(address):
		return nil, refuseFormat("to", "to must be a valid email address.")
	case !contract.IsEmail(from.text("address")):
		return nil, refuseFormat("from", "from must be a valid email address.")
	case b.text("subject") == "":
		return nil, refuseMissing("subject")
	case b.text("html") == "" && b.text("text") == "":
		return nil, refuseMissing("html")
	}
	name, _, _ := strings.Cut(from.text("address"), "@")
	return s.addRecord(&s.state.emails, "ema", object{
		"slug": nil, "from_email_name": name, "to_email_address": address, "email_address_id": nil, "user_id": nullable(userID),
		"subject": b.text("subject"), "body": b.text("html"), "body_plain": nullable(b.text("text")), "status": "accepted",
		"data": nil, "delivered_by_clerk": true, "suppression_reason": nil,
	}, nil), nil
}
