package backendapi

import (
	"context"
	"iter"
	"reflect"
)

const (
	// maxPage is the longest page that most of Clerk's lists give; asked for
	// more they give ten.
	maxPage = 500
	// maxMachinePage is the longest page of API keys and of M2M tokens.
	maxMachinePage = 100
	defaultPage    = 100
)

// window is which part of a list a request asks for.
type window struct {
	limit, offset int64
	// after is the id of the element before the window, instead of an offset.
	after string
}

// walk yields the elements of all pages until the last one, the first error,
// or the loop's end.
//
// What the loop deletes moves everything behind it to the front, so a page
// cannot be asked for by its number alone. The next page is fetched before the
// last element of this one is yielded: the loop cannot have touched that one
// yet, so the list goes on behind it, wherever it is by then.
func walk[T any](ctx context.Context, limit, offset int64, fetch func(ctx context.Context, limit, offset int64) (*List[T], error)) iter.Seq2[*T, error] {
	return walkUpTo(ctx, maxPage, limit, offset, fetch)
}

// walkUpTo is walk for a list whose pages are of at most longest elements.
func walkUpTo[T any](ctx context.Context, longest, limit, offset int64, fetch func(ctx context.Context, limit, offset int64) (*List[T], error)) iter.Seq2[*T, error] {
	w := newWalker(longest, limit, offset, func(at window) (*List[T], error) { return fetch(ctx, at.limit, at.offset) })
	return w.all()
}

// walkByCursor is walk for a list that can be asked for what comes after an
// element.
func walkByCursor[T any](limit, offset int64, fetch func(window) (*List[T], error)) iter.Seq2[*T, error] {
	w := newWalker(maxPage, limit, offset, fetch)
	w.cursor = true
	return w.all()
}

type walker[T any] struct {
	fetch  func(window) (*List[T], error)
	limit  int64
	start  int64 // offset of the first element
	most   int64 // that may be asked for at once
	cursor bool
}

func newWalker[T any](longest, limit, offset int64, fetch func(window) (*List[T], error)) walker[T] {
	if limit <= 0 {
		limit = defaultPage
	}
	return walker[T]{fetch: fetch, limit: min(limit, longest), start: max(offset, 0), most: longest}
}

// part is the elements that come next in a list.
type part[T any] struct {
	data []T
	// end is the offset behind them, as of when they were fetched.
	end  int64
	last bool
}

func (w walker[T]) all() iter.Seq2[*T, error] {
	return func(yield func(*T, error) bool) {
		w := w // a loop that finds the cursor of no use tells no other loop
		page, err := w.get(window{limit: w.limit, offset: w.start})
		for err == nil && len(page.data) > 0 {
			final := len(page.data) - 1
			for i := range final {
				if !yield(&page.data[i], nil) {
					return
				}
			}
			next := part[T]{last: true}
			if !page.last {
				next, err = w.following(page)
			}
			if !yield(&page.data[final], nil) {
				return
			}
			page = next
		}
		if err != nil {
			yield(nil, err)
		}
	}
}

func (w *walker[T]) get(at window) (part[T], error) {
	list, err := w.fetch(at)
	if err != nil {
		return part[T]{}, err
	}
	got := int64(len(list.Data))
	p := part[T]{data: list.Data, end: at.offset + got}
	p.last = got == 0 || list.counted && p.end >= list.TotalCount || !list.counted && got < at.limit
	return p, nil
}

// following fetches what comes after the last element of a page.
func (w *walker[T]) following(page part[T]) (part[T], error) {
	final := idOf(&page.data[len(page.data)-1])
	if w.cursor {
		next, err := w.get(window{limit: w.limit, after: final})
		if err != nil || indexOf(next.data, final) < 0 {
			next.end, next.last = page.end+next.end, int64(len(next.data)) < w.limit
			return next, err
		}
		w.cursor = false // an API that does not know cursors starts again
	}
	if final == "" {
		return w.get(window{limit: w.limit, offset: page.end})
	}
	// It is at page.end-1 if nothing was deleted, and else before that.
	for offset := page.end - 1; ; offset = max(offset-w.limit, w.start) {
		next, err := w.get(window{limit: min(w.limit+1, w.most), offset: offset})
		if err != nil {
			return next, err
		}
		if i := indexOf(next.data, final); i >= 0 {
			next.data = next.data[i+1:]
			if len(next.data) > 0 || next.last {
				return next, nil
			}
			return w.get(window{limit: w.limit, offset: next.end})
		}
		if offset <= w.start {
			break
		}
	}
	// Somebody else deleted it: what is known of the page may be gone as well.
	return w.get(window{limit: w.limit, offset: max(page.end-int64(len(page.data)), w.start)})
}

func indexOf[T any](data []T, id string) int {
	for i := range data {
		if idOf(&data[i]) == id {
			return i
		}
	}
	return -1
}

// idOf is what tells an element from others; every resource that comes in
// pages has one.
func idOf[T any](element *T) string {
	id := reflect.Indirect(reflect.ValueOf(element).Elem().FieldByName("ID"))
	if !id.IsValid() || id.Kind() != reflect.String {
		return ""
	}
	return id.String()
}
