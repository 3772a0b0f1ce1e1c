package authn

import (
	"errors"
	"time"
)

var errStoragePanicked = errors.New("clerkfiber: the storage panicked")

// steadyStorage makes an error of a storage's panic.
type steadyStorage struct{ Storage }

func (s steadyStorage) Get(key string) (value []byte, err error) {
	defer errorOfPanic(&err)
	return s.Storage.Get(key)
}

func (s steadyStorage) Set(key string, value []byte, expiry time.Duration) (err error) {
	defer errorOfPanic(&err)
	return s.Storage.Set(key, value, expiry)
}

// errorOfPanic is to be deferred.
func errorOfPanic(err *error) {
	if recover() != nil {
		*err = errStoragePanicked
	}
}
