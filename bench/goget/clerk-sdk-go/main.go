// Command clerk-sdk-go is the least application of clerk-sdk-go.
package main

import (
	"log"
	"net/http"
	"os"
	"time"

	clerk "github.com/clerk/clerk-sdk-go/v2"
	clerkhttp "github.com/clerk/clerk-sdk-go/v2/http"
)

func main() {
	clerk.SetKey(os.Getenv("CLERK_SECRET_KEY"))
	handler := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		text := "hello "
		if claims, ok := clerk.SessionClaimsFromContext(r.Context()); ok {
			text += claims.Subject
		}
		_, _ = w.Write([]byte(text))
	})
	server := &http.Server{Addr: ":3000", Handler: clerkhttp.WithHeaderAuthorization()(handler), ReadHeaderTimeout: time.Minute}
	log.Fatal(server.ListenAndServe())
}
