package plugin

import (
	"crypto/sha256"
	"fmt"
	"hash/maphash"
	"maps"
	"strings"
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

// kept is what the options said when they were kept. Their memory may say
// something else by now: an application may fill one map again, and what Fiber
// hands out, such as a host, is the next request's.
type kept struct {
	texts       []string // pieces of one text
	environment map[string]string
}

func keptOf[C any](texts *optionset.Texts, o *Options[C]) kept {
	k := kept{environment: maps.Clone(o.Environment)}
	var all strings.Builder
	for text := range texts.In(unsafe.Pointer(o)) {
		all.WriteString(text)
	}
	rest := all.String()
	for text := range texts.In(unsafe.Pointer(o)) {
		k.texts, rest = append(k.texts, rest[:len(text)]), rest[len(text):]
	}
	return k
}

// isOf reports whether options of the same hash say what these said.
func (k *kept) isOf(texts *optionset.Texts, environment map[string]string, o unsafe.Pointer) bool {
	rest := k.texts
	for text := range texts.In(o) {
		if len(rest) == 0 || rest[0] != text {
			return false
		}
		rest = rest[1:]
	}
	return len(rest) == 0 && maps.Equal(k.environment, environment)
}
