package clerktest

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
)

func (u *user) metadata() map[string]*object {
	return map[string]*object{"public_metadata": &u.public, "private_metadata": &u.private, "unsafe_metadata": &u.unsafe}
}

func (s *Server) mergeUserMetadata(c *call, u *user) error {
	return s.changeMetadata(c, u.metadata(), &u.updated, merged)
}

func (s *Server) replaceUserMetadata(c *call, u *user) error {
	return s.changeMetadata(c, u.metadata(), &u.updated, replaced)
}

// maxMetadata is what metadata may weigh, in bytes of JSON.
const maxMetadata = 8 << 10

// changeMetadata merges or replaces the metadata that the body has.
func (s *Server) changeMetadata(c *call, all map[string]*object, updated *int64, change func(base, change object) object) error {
	for field, target := range all {
		if !c.has(field) {
			continue
		}
		changed := change(*target, c.fields(field))
		if err := checkWeight(field, changed); err != nil {
			return err
		}
		*target = changed
	}
	*updated = s.milliseconds()
	return nil
}

// checkWeight refuses metadata that Clerk finds too large.
func checkWeight(field string, metadata object) error {
	if raw, err := json.Marshal(metadata); err == nil && len(raw) <= maxMetadata {
		return nil
	}
	return refuse(http.StatusUnprocessableEntity, "form_param_exceeds_allowed_size", "exceeds allowed size",
		field+" exceeds the maximum allowed size of 8 KB.", field)
}

// checkMetadata refuses what the body has of it.
func (c *call) checkMetadata() error {
	for field := range c.body {
		if strings.HasSuffix(field, "_metadata") {
			if err := checkWeight(field, c.fields(field)); err != nil {
				return err
			}
		}
	}
	return nil
}

func replaced(_, change object) object { return orEmpty(change) }

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
