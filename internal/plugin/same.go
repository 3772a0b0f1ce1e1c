package plugin

import (
	"crypto/sha256"
	"fmt"
	"hash/maphash"
	"unsafe"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

// identityOf tells options apart that make different plugins: by the values of
// texts and numbers, and by which functions, clients and storages they are.
func identityOf[C any](o *Options[C]) [sha256.Size]byte {
	decides, next := optionset.Identity(*o), *(*uintptr)(unsafe.Pointer(&o.Next)) // which closure
	ofProcess := o.Environment == nil
	return sha256.Sum256(fmt.Appendf(decides[:], "%x %t %q", next, ofProcess, o.Environment))
}

// viewOf looks at a face's own options, which NewTenants knows to have this memory.
func viewOf[C, O any](own *O) *Options[C] { return (*Options[C])(unsafe.Pointer(own)) }

// hashOf is of the options' own memory, not of what they point to: a hundred
// times faster than their identity, and the same for an application that hands
// out the options it keeps (BenchmarkTenants).
func hashOf[C any](seed maphash.Seed, o *Options[C]) uint64 {
	return maphash.Bytes(seed, unsafe.Slice((*byte)(unsafe.Pointer(o)), unsafe.Sizeof(*o)))
}
