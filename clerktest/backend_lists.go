package clerktest

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// ordering is how a list can be ordered, by the names that order_by takes.
type ordering[T any] map[string]func(a, b *T) int

// sorted orders a list as order_by asks: a field with + or - before it.
// Entities that are equal stay in the order in which they came, or in the
// reverse of it.
func sorted[T any](c *call, list []*T, fallback string, by ordering[T]) ([]*T, error) {
	param := fallback
	if asked := c.query.Get("order_by"); asked != "" {
		param = asked
	}
	// A plus sign in a query is a space.
	field := strings.TrimLeft(param, "+- ")
	compare := by[field]
	if compare == nil {
		return nil, refuseValue("order_by", param)
	}
	slices.SortStableFunc(list, compare)
	if strings.HasPrefix(param, "-") {
		slices.Reverse(list)
	}
	return list, nil
}

// recordOrdering orders records by fields of theirs, and by created_at.
func recordOrdering(fields ...string) ordering[record] {
	by := ordering[record]{"created_at": func(a, b *record) int { return cmp.Compare(a.created, b.created) }}
	for _, field := range fields {
		by[field] = func(a, b *record) int { return cmp.Compare(a.text(field), b.text(field)) }
	}
	return by
}

// listed is a page of a list as {data, total_count}.
func listed[T any](c *call, list []*T, view func(*T) object) object {
	return object{"data": views(page(c, list), view), "total_count": len(list)}
}

// bareList is a page as an array, which some lists are unless the request says
// paginated=true.
func bareList[T any](c *call, list []*T, view func(*T) object) any {
	if c.query.Get("paginated") == "true" {
		return listed(c, list, view)
	}
	return views(page(c, list), view)
}

func newestFirst[T any](list []*T) []*T {
	slices.Reverse(list)
	return list
}

// selection is a list parameter whose values may have + or - before them: what
// to keep, and what to leave out.
type selection struct{ with, without []string }

func (c *call) selection(param string) selection {
	var s selection
	for _, value := range c.queryList(param) {
		if out, found := strings.CutPrefix(value, "-"); found {
			s.without = append(s.without, out)
			continue
		}
		s.with = append(s.with, strings.TrimLeft(value, "+ "))
	}
	return s
}

// allows reports whether something that has the values may stay.
func (s selection) allows(has func(string) bool) bool {
	return (len(s.with) == 0 || slices.ContainsFunc(s.with, has)) && !slices.ContainsFunc(s.without, has)
}

func is(value string) func(string) bool {
	return func(wanted string) bool { return wanted == value }
}

// anyOf reports whether the parameter is absent or has one of the values.
func (c *call) anyOf(param string, has func(string) bool) bool {
	values := c.queryList(param)
	return len(values) == 0 || slices.ContainsFunc(values, has)
}

// matches reports whether the parameter is absent, or part of one of the texts.
func (c *call) matches(param string, texts ...string) bool {
	part := strings.TrimSpace(c.query.Get(param))
	return part == "" || slices.ContainsFunc(texts, func(text string) bool { return containsFold(text, part) })
}

// found is the query of most lists: an exact id, or a part of other texts.
func (c *call) found(id string, texts ...string) bool {
	return c.query.Get("query") == id || c.matches("query", texts...)
}

// during reports whether a time is within what <name>_before, <name>_after and
// <name>_since allow, in milliseconds.
func (c *call) during(name string, moment int64) bool {
	bound := func(suffix string) (int64, bool) {
		n, err := strconv.ParseInt(c.query.Get(name+suffix), 10, 64)
		return n, err == nil
	}
	if before, given := bound("_before"); given && (moment == 0 || moment >= before) {
		return false
	}
	for _, suffix := range []string{"_after", "_since"} {
		if after, given := bound(suffix); given && moment < after {
			return false
		}
	}
	return true
}

// truth reports whether a boolean parameter is absent or is the value.
func (c *call) truth(param string, value bool) bool {
	asked, err := strconv.ParseBool(c.query.Get(param))
	return err != nil || asked == value
}

func containsFold(text, part string) bool {
	return strings.Contains(strings.ToLower(text), strings.ToLower(part))
}
