package clerktest

import (
	"slices"
	"strconv"
	"strings"
	"time"
)

// standardClaims draws the claims that Clerk itself puts into a session token,
// see https://clerk.com/docs/guides/sessions/session-tokens.
func (p *tokenPlan) standardClaims(issuer string) object {
	if p.otherIssuer != "" {
		issuer = p.otherIssuer
	}
	notBefore := p.issued.Add(-10 * time.Second)
	if p.notBefore != nil {
		notBefore = *p.notBefore
	}
	claims := object{
		"iss": issuer,
		"sub": p.user,
		"iat": p.issued.Unix(),
		"nbf": notBefore.Unix(),
		"exp": p.issued.Add(p.ttl).Unix(),
		"jti": randomHex(10),
	}
	if p.azp != "" {
		claims["azp"] = p.azp
	}
	switch len(p.audience) {
	case 0:
	case 1:
		claims["aud"] = p.audience[0]
	default:
		claims["aud"] = p.audience
	}
	if p.template != "" {
		return claims
	}
	claims["sid"] = p.session
	claims["sts"] = p.status
	claims["fva"] = p.fva
	if p.actor != nil {
		claims["act"] = p.actor
	}
	if p.version1 {
		p.addVersion1(claims)
	} else {
		p.addVersion2(claims)
	}
	return claims
}

func (p *tokenPlan) addVersion1(claims object) {
	if p.organization == nil {
		return
	}
	claims["org_id"] = p.organization.ID
	claims["org_slug"] = p.organization.Slug
	claims["org_role"] = "org:" + strings.TrimPrefix(p.organization.Role, "org:")
	claims["org_permissions"] = orNone(p.organization.Permissions)
}

func (p *tokenPlan) addVersion2(claims object) {
	claims["v"] = 2
	features := slices.Clone(p.features)
	if p.organization != nil {
		o := object{
			"id":  p.organization.ID,
			"slg": p.organization.Slug,
			"rol": strings.TrimPrefix(p.organization.Role, "org:"),
		}
		var actions, masks []string
		features, actions, masks = packPermissions(features, p.organization.Permissions)
		if len(actions) > 0 {
			o["per"] = strings.Join(actions, ",")
			o["fpm"] = strings.Join(masks, ",")
		}
		claims["o"] = o
	}
	if len(features) > 0 {
		claims["fea"] = strings.Join(features, ",")
	}
	if len(p.plans) > 0 {
		claims["pla"] = strings.Join(p.plans, ",")
	}
}

// packPermissions writes org:<feature>:<action> as version 2 does: the list of
// actions, and for each of the organization's features the actions as the bits
// of a decimal number, the first action lowest. Features that are only named
// by a permission join the list.
func packPermissions(features, permissions []string) (all, actions, masks []string) {
	byFeature := map[string]uint64{}
	for _, permission := range permissions {
		feature, action, found := strings.Cut(strings.TrimPrefix(permission, "org:"), ":")
		if !found {
			continue
		}
		bit := slices.Index(actions, action)
		if bit < 0 {
			bit = len(actions)
			actions = append(actions, action)
		}
		byFeature[feature] |= 1 << bit
		if !slices.ContainsFunc(features, func(f string) bool { return orgFeature(f) == feature }) {
			features = append(features, "o:"+feature)
		}
	}
	if len(actions) == 0 {
		return features, nil, nil
	}
	for _, feature := range features {
		if name := orgFeature(feature); name != "" {
			masks = append(masks, strconv.FormatUint(byFeature[name], 10))
		}
	}
	return features, actions, masks
}

// orgFeature is the name of a feature that belongs to organizations, or "".
func orgFeature(feature string) string {
	scope, name, _ := strings.Cut(feature, ":")
	if strings.Contains(scope, "o") {
		return name
	}
	return ""
}
