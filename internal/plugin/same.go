package plugin

import (
	"maps"
	"unsafe"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

// sameOptions reports whether two options are the same: equal text and numbers,
// and the very same functions, clients and storages. An application that hands
// out the options it keeps has the answer by comparing their memory, a thousand
// times faster than by their identities (BenchmarkTenants).
func sameOptions[C any](a, b *Options[C]) bool {
	if sameBits(a, b) {
		return true
	}
	return maps.Equal(a.Environment, b.Environment) && sameBits(&a.Next, &b.Next) && optionset.Identity(*a) == optionset.Identity(*b)
}

func sameBits[T any](a, b *T) bool {
	bits := func(v *T) string { return unsafe.String((*byte)(unsafe.Pointer(v)), unsafe.Sizeof(*v)) }
	return bits(a) == bits(b)
}
