package plugin

import (
	"crypto/sha256"
	"fmt"
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

// place is worked out of where in memory options have the texts by which most
// tenants differ.
type place uintptr

func placeOf[C any](o *Options[C]) (p place) {
	for _, text := range [...]*byte{
		unsafe.StringData(o.PublishableKey), unsafe.StringData(o.SecretKey),
		unsafe.StringData(o.Domain), unsafe.StringData(o.ProxyURL),
	} {
		p = p*31 + place(unsafe.Pointer(text))
	}
	return p
}
