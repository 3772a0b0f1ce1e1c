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
	return sha256.Sum256(fmt.Appendf(decides[:], "%x %q", next, o.Environment))
}

// hashOf is of the options' own memory, not of what they point to: a hundred
// times faster than their identity, and the same for an application that hands
// out the options it keeps (BenchmarkTenants).
func hashOf[C any](seed maphash.Seed, o *Options[C]) uint64 {
	return maphash.Bytes(seed, unsafe.Slice((*byte)(unsafe.Pointer(o)), unsafe.Sizeof(*o)))
}

// whose is what tells instances apart: which texts and which map the keys are
// in. Whoever keeps it has to keep the options, so that their memory is no
// others'.
type whose struct {
	publishable, secret       *byte
	publishableLen, secretLen int
	environment               unsafe.Pointer
}

func whoseOf[C any](o *Options[C]) whose {
	return whose{
		unsafe.StringData(o.PublishableKey), unsafe.StringData(o.SecretKey),
		len(o.PublishableKey), len(o.SecretKey), *(*unsafe.Pointer)(unsafe.Pointer(&o.Environment)),
	}
}
