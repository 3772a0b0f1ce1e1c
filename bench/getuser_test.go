package bench

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"reflect"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/bench/tokens"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// BenchmarkGetUser is one call of the Backend API, and the same by net/http and
// encoding/json: into the fields that most applications read, and into every
// field that backendapi has. The answer is written by the same process, in all
// figures.
func BenchmarkGetUser(b *testing.B) {
	s := tokens.NewServer()
	defer s.Close()
	id := s.CreateUser(clerktest.User{Email: "ada@example.com", FirstName: "Ada", LastName: "Lovelace"}).ID
	answer := fetch(b, http.DefaultClient, s.BackendURL()+"/v1/users/"+id, s.SecretKey())
	upstream := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = w.Write(answer)
	}))
	defer upstream.Close()

	b.Run("backendapi", func(b *testing.B) {
		client, err := backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: upstream.URL})
		if err != nil {
			b.Fatal(err)
		}
		b.ReportAllocs()
		cpu := startCPU()
		for b.Loop() {
			if user, err := client.Users.GetUser(context.Background(), id); err != nil || user.ID != id {
				b.Fatal(user, err)
			}
		}
		cpu.report(b)
	})
	for _, hand := range []struct {
		name string
		user reflect.Type
	}{
		{"by hand", reflect.TypeFor[userByHand]()},
		{"by hand, every field", plain(reflect.TypeFor[backendapi.User]())},
	} {
		b.Run(hand.name, func(b *testing.B) {
			client := &http.Client{Transport: &http.Transport{}}
			defer client.CloseIdleConnections()
			b.ReportAllocs()
			cpu := startCPU()
			for b.Loop() {
				user := reflect.New(hand.user)
				body := fetch(b, client, upstream.URL+"/v1/users/"+id, s.SecretKey())
				if err := json.Unmarshal(body, user.Interface()); err != nil || user.Elem().Field(0).String() != id {
					b.Fatal(user, err)
				}
			}
			cpu.report(b)
		})
	}
}

type userByHand struct {
	ID                    string `json:"id"`
	FirstName             string `json:"first_name"`
	LastName              string `json:"last_name"`
	Username              string `json:"username"`
	ImageURL              string `json:"image_url"`
	PrimaryEmailAddressID string `json:"primary_email_address_id"`
	EmailAddresses        []struct {
		ID           string `json:"id"`
		EmailAddress string `json:"email_address"`
		Verification struct {
			Status string `json:"status"`
		} `json:"verification"`
	} `json:"email_addresses"`
	PublicMetadata  json.RawMessage `json:"public_metadata"`
	PrivateMetadata json.RawMessage `json:"private_metadata"`
	Banned          bool            `json:"banned"`
	CreatedAt       int64           `json:"created_at"`
	UpdatedAt       int64           `json:"updated_at"`
	LastSignInAt    int64           `json:"last_sign_in_at"`
}

// plain is a type as one writes it for encoding/json: no methods, no Extra, and
// a pointer where backendapi has an Optional.
func plain(t reflect.Type) reflect.Type {
	switch t.Kind() {
	case reflect.Pointer:
		return reflect.PointerTo(plain(t.Elem()))
	case reflect.Slice:
		if t.Elem().Kind() != reflect.Uint8 {
			return reflect.SliceOf(plain(t.Elem()))
		}
	case reflect.Struct:
		if get, ok := t.MethodByName("Get"); ok {
			return reflect.PointerTo(plain(get.Type.Out(0)))
		}
		var fields []reflect.StructField
		for _, field := range reflect.VisibleFields(t) {
			if field.Tag.Get("json") != "-" {
				field.Type = plain(field.Type)
				fields = append(fields, field)
			}
		}
		return reflect.StructOf(fields)
	}
	return t
}

func fetch(b *testing.B, client *http.Client, url, secret string) []byte {
	b.Helper()
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, url, nil)
	if err != nil {
		b.Fatal(err)
	}
	r.Header.Set("Authorization", "Bearer "+secret)
	response, err := client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	body, err := io.ReadAll(response.Body)
	if err != nil || response.StatusCode != http.StatusOK {
		b.Fatal(response.StatusCode, err)
	}
	return body
}
