package optionset_test

import (
	"runtime"
	"testing"
	"unsafe"
	"weak"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

type oneKey struct{ Key string }

func keepPartOfAFile(texts *optionset.Texts[oneKey]) (optionset.Kept[oneKey], weak.Pointer[[1 << 20]byte]) {
	file := new([1 << 20]byte)
	copy(file[:], "sk_test_fake")
	return texts.Keep(&oneKey{Key: unsafe.String(&file[0], len("sk_test_fake"))}, nil), weak.Make(file)
}

// A key may be a piece of a file that was read whole, or of a request's buffer.
func TestKeptOptionsKeepNoTextAlive(t *testing.T) {
	t.Parallel()
	texts := optionset.TextsOf[oneKey]()
	kept, file := keepPartOfAFile(&texts)
	runtime.GC()
	runtime.GC()
	if file.Value() != nil {
		t.Error("the whole file is kept for a key that was cut from it")
	}
	if kept.Options.Key != "sk_test_fake" {
		t.Errorf("kept %q", kept.Options.Key)
	}
}
