package flight

import (
	"context"
	"sync"
)

// borrowed is a context that outlives the request which began it: it never
// ends by itself, and has that request's values, for traces, while the request
// waits. Afterwards it has none, since a server uses a request's memory again.
type borrowed struct {
	context.Context // the background

	mu   sync.RWMutex
	from context.Context
}

func borrow(from context.Context) *borrowed {
	return &borrowed{Context: context.Background(), from: from}
}

// Value returns the request's value while it waits, else nil.
func (b *borrowed) Value(key any) any {
	b.mu.RLock()
	defer b.mu.RUnlock()
	if b.from == nil {
		return nil
	}
	return b.from.Value(key)
}

func (b *borrowed) giveBack() {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.from = nil
}
