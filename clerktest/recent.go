package clerktest

// recent is a map that forgets its oldest entries, so that what visitors leave
// behind does not pile up over a long load test.
type recent[V any] struct {
	limit  int
	values map[string]V
	order  []string
}

func newRecent[V any](limit int) recent[V] {
	return recent[V]{limit: limit, values: map[string]V{}}
}

func (r *recent[V]) get(key string) (V, bool) {
	value, known := r.values[key]
	return value, known
}

func (r *recent[V]) put(key string, value V) {
	if _, known := r.values[key]; !known {
		r.order = append(r.order, key)
	}
	r.values[key] = value
	if len(r.order) <= r.limit {
		return
	}
	// A quarter at once: shifting the list for each new entry would be slow.
	forgotten := r.order[:max(1, r.limit/4)]
	for _, old := range forgotten {
		delete(r.values, old)
	}
	r.order = append([]string(nil), r.order[len(forgotten):]...)
}

// take returns a value for the last time. Its key stays in the order, where
// it ages out like the others.
func (r *recent[V]) take(key string) (V, bool) {
	value, known := r.values[key]
	delete(r.values, key)
	return value, known
}
