package backendapi_test

import (
	"encoding/json"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

func BenchmarkReadUser(b *testing.B) {
	b.ReportAllocs()
	b.SetBytes(int64(len(someUser)))
	for b.Loop() {
		var user backendapi.User
		if err := json.Unmarshal([]byte(someUser), &user); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkWriteUser(b *testing.B) {
	var user backendapi.User
	if err := json.Unmarshal([]byte(someUser), &user); err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := json.Marshal(user); err != nil {
			b.Fatal(err)
		}
	}
}
