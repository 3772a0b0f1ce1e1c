package clerktest

import (
	"crypto/x509"
	"encoding/json"
	"encoding/pem"
	"errors"
	"fmt"
	"net/http"
	"regexp"
	"strings"
	"time"

	"github.com/lestrrat-go/jwx/v2/jwa"
	"github.com/lestrrat-go/jwx/v2/jws"
)

// createTemplateToken makes a token by a JWT template, see
// https://clerk.com/docs/guides/sessions/jwt-templates.
func (s *Server) createTemplateToken(c *call, e *session) (any, error) {
	name := c.path("template_name")
	template := s.jwtTemplate(name)
	switch {
	case !e.live():
		return nil, refuseNotFound("session", e.id)
	case template == nil:
		return nil, refuse(http.StatusNotFound, "resource_not_found", "JWT template not found", "No JWT template exists with name: "+name)
	}
	lifetime := template.number("lifetime")
	if seconds, given := c.number("expires_in_seconds"); given {
		lifetime = seconds
	}
	claims := s.templateClaims(template, e)
	ttl := TTL(time.Duration(lifetime) * time.Second)
	if !template.flag("custom_signing_key") {
		return object{"object": "token", "jwt": s.tokenOf(e, "", Template(name), Claims(claims), ttl)}, nil
	}
	plan := s.planToken(e.user)
	plan.azp, plan.template = "", name
	ttl(plan)
	all := plan.standardClaims(s.instance.issuer())
	for claim, value := range claims {
		all[claim] = value
	}
	token, err := signCustom(template, all)
	if err != nil {
		return nil, refuseBecause("jwt_template_signing_failed", err.Error())
	}
	return object{"object": "token", "jwt": token}, nil
}

// customKey reads a key as its algorithm has it: a secret, or a private key as PEM.
func customKey(algorithm, key string) (any, error) {
	if algorithm == "" || strings.HasPrefix(algorithm, "HS") {
		return []byte(key), nil
	}
	block, _ := pem.Decode([]byte(key))
	if block == nil {
		return nil, errors.New("the key is no PEM")
	}
	if private, err := x509.ParsePKCS8PrivateKey(block.Bytes); err == nil {
		return private, nil
	}
	if strings.HasPrefix(algorithm, "ES") {
		return x509.ParseECPrivateKey(block.Bytes)
	}
	return x509.ParsePKCS1PrivateKey(block.Bytes)
}

func signCustom(template *record, claims object) (string, error) {
	secret, _ := template.hidden["signing_key"].(string)
	key, err := customKey(template.text("signing_algorithm"), secret)
	if err != nil {
		return "", err
	}
	payload, err := json.Marshal(claims)
	if err != nil {
		return "", err
	}
	header := jws.NewHeaders()
	if err := errors.Join(header.Set("typ", "JWT"), header.Set("cat", categoryTemplate)); err != nil {
		return "", err
	}
	token, err := jws.Sign(payload, jws.WithKey(jwa.SignatureAlgorithm(template.text("signing_algorithm")), key, jws.WithProtectedHeaders(header)))
	return string(token), err
}

// templateClaims fills in a template's shortcodes: {{user.id}} and the like.
func (s *Server) templateClaims(template *record, e *session) object {
	claims, _ := template.fields["claims"].(object)
	values := s.shortcodes(e)
	filled, _ := fillShortcodes(copied(claims), values).(object)
	return filled
}

func (s *Server) shortcodes(e *session) object {
	values := object{"session": object{"id": e.id, "actor": nil}, "org": object{}, "user": object{}}
	if e.actor != nil {
		values["session"] = object{"id": e.id, "actor": e.actor}
	}
	if u := s.state.users.get(e.user); u != nil {
		view := userView(u)
		view["full_name"] = strings.TrimSpace(u.firstName + " " + u.lastName)
		view["primary_email_address"], view["primary_phone_number"] = nullable(u.email()), nullable(u.phone())
		view["primary_web3_wallet"] = nullable(u.wallet())
		view["email_verified"], view["phone_number_verified"] = u.mayBePrimary(u.primaryEmail), u.mayBePrimary(u.primaryPhone)
		delete(view, "private_metadata")
		values["user"] = view
	}
	o, m := s.state.organizations.get(e.organization), s.member(e.organization, e.user)
	if o == nil || m == nil {
		return values
	}
	values["org"] = object{
		"id": o.id, "name": o.name, "slug": o.slug, "role": m.role, "image_url": o.image, "has_image": o.image != "",
		"public_metadata": o.public,
	}
	values["org_membership"] = object{"public_metadata": m.public}
	return values
}

var (
	shortcode  = regexp.MustCompile(`\{\{\s*([^{}]+?)\s*\}\}`)
	justOne    = regexp.MustCompile(`^\{\{\s*([^{}]+?)\s*\}\}$`)
	alternates = regexp.MustCompile(`\s*\|\|\s*`)
)

// fillShortcodes replaces shortcodes in every text. A text that is only a
// shortcode becomes the value with its type.
func fillShortcodes(value any, values object) any {
	switch v := value.(type) {
	case object:
		for key := range v {
			v[key] = fillShortcodes(v[key], values)
		}
	case []any:
		for i := range v {
			v[i] = fillShortcodes(v[i], values)
		}
	case string:
		if only := justOne.FindStringSubmatch(v); only != nil {
			return shortcodeValue(only[1], values)
		}
		return shortcode.ReplaceAllStringFunc(v, func(code string) string {
			if found := shortcodeValue(shortcode.FindStringSubmatch(code)[1], values); found != nil {
				return fmt.Sprint(found)
			}
			return ""
		})
	}
	return value
}

// shortcodeValue is the first of the alternatives that is there: a path, or a
// text in quotes.
func shortcodeValue(code string, values object) any {
	for _, path := range alternates.Split(code, -1) {
		if len(path) > 1 && strings.ContainsRune(`'"`, rune(path[0])) && path[len(path)-1] == path[0] {
			return path[1 : len(path)-1]
		}
		var found any = values
		for _, name := range strings.Split(path, ".") {
			below, _ := found.(object)
			found = below[name]
		}
		if found != nil && found != "" {
			return found
		}
	}
	return nil
}
