package clerktest

import (
	"maps"

	"github.com/clerkfiber/clerkfiber/clerktest/internal/contract"
)

// resource is a kind of entity with the common verbs. Those without a function
// are not served by it; what else the kind can do is added by hand:
//
//	templates.serve(route)
//	route("POST /things/{id}/rotate", templates.one(s.rotateThing))
type resource[T any] struct {
	path string // /jwt_templates
	key  string // the parameter in the path of one of them: template_id
	kind string // jwt_template: the object of a deleted one, and its name in refusals
	find func(c *call, id string) *T
	view func(*T) object

	list   operation
	create func(c *call) (*T, error)
	update func(c *call, entity *T) error
	remove func(c *call, entity *T) error
}

// serve adds the verbs that the kind has.
func (r resource[T]) serve(route router) {
	one := r.path + "/{" + r.key + "}"
	if r.list != nil {
		route("GET "+r.path, r.list)
	}
	if r.create != nil {
		route("POST "+r.path, func(c *call) (any, error) {
			entity, err := r.create(c)
			if err != nil {
				return nil, err
			}
			return r.view(entity), nil
		})
	}
	if contract.ByPattern()["GET "+one] != nil {
		route("GET "+one, r.one(nothing[T]))
	}
	if r.update != nil {
		route("PATCH "+one, r.one(r.update))
	}
	if r.remove != nil {
		route("DELETE "+one, r.with(func(c *call, entity *T) (any, error) {
			if err := r.remove(c, entity); err != nil {
				return nil, err
			}
			return deletedView(r.kind, c.path(r.key)), nil
		}))
	}
}

func nothing[T any](*call, *T) error { return nil }

// one does something to the entity of the path and shows it.
func (r resource[T]) one(do func(c *call, entity *T) error) operation {
	return r.with(func(c *call, entity *T) (any, error) {
		if err := do(c, entity); err != nil {
			return nil, err
		}
		return r.view(entity), nil
	})
}

// with finds the entity of the path.
func (r resource[T]) with(do func(c *call, entity *T) (any, error)) operation {
	return func(c *call) (any, error) {
		entity := r.find(c, c.path(r.key))
		if entity == nil {
			return nil, refuseNotFound(r.kind, c.path(r.key))
		}
		return do(c, entity)
	}
}

// record is an entity that is little more than its fields.
type record struct {
	id               string
	of               string // what it belongs to
	fields           object // as Clerk shows them
	hidden           object // what Clerk does not show
	created, updated int64
}

func (r *record) text(field string) string {
	text, _ := r.fields[field].(string)
	return text
}

func (r *record) flag(field string) bool {
	truth, _ := r.fields[field].(bool)
	return truth
}

func (r *record) number(field string) int64 {
	switch n := r.fields[field].(type) {
	case int64:
		return n
	case int:
		return int64(n)
	case float64:
		return int64(n)
	default:
		return 0
	}
}

// records is a resource of records; kind is their object, too.
func (s *Server) records(kind, path, key string, table *table[record]) resource[record] {
	return resource[record]{
		path: path, key: key, kind: kind,
		find: func(_ *call, id string) *record { return table.get(id) },
		view: recordView(kind),
		remove: func(_ *call, r *record) error {
			table.remove(r.id)
			return nil
		},
	}
}

func recordView(kind string) func(*record) object {
	return func(r *record) object {
		view := object{"object": kind, "id": r.id, "created_at": r.created, "updated_at": r.updated}
		maps.Copy(view, r.fields)
		return view
	}
}

// addRecord keeps a new record: the fields that the body gives over defaults.
func (s *Server) addRecord(in *table[record], prefix string, defaults, given object) *record {
	now := s.milliseconds()
	r := &record{id: newID(prefix), fields: object{}, hidden: object{}, created: now, updated: now}
	maps.Copy(r.fields, defaults)
	for name, value := range given {
		if value != nil || defaults[name] == nil {
			r.fields[name] = value
		}
	}
	in.put(r.id, r)
	return r
}

// changeRecord takes over what the body gives.
func (s *Server) changeRecord(c *call, r *record) error {
	maps.Copy(r.fields, c.body)
	r.updated = s.milliseconds()
	return nil
}
