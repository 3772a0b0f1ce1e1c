package backendapi_test

import (
	"context"
	"fmt"
	"net/http"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// shelf is an API of one list whose elements can be deleted: by DELETE, by
// POST …/revoke, and by POST …/touch, which moves one to the front.
type shelf struct {
	mu        sync.Mutex
	ids       []string
	envelope  string
	longest   int // a longer page is not given: ten are, as Clerk does it
	noCursors bool
	limits    []string
}

func newShelf(n int, envelope string) *shelf {
	s := &shelf{envelope: envelope, longest: 500}
	for i := range n {
		s.ids = append(s.ids, fmt.Sprintf("id_%d", i))
	}
	return s
}

func (s *shelf) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	s.mu.Lock()
	defer s.mu.Unlock()
	w.Header().Set("Content-Type", "application/json")
	if r.Method != http.MethodGet {
		parts := strings.Split(r.URL.Path, "/")
		id := parts[len(parts)-1]
		if r.Method == http.MethodPost {
			id = parts[len(parts)-2]
		}
		s.ids = slices.DeleteFunc(s.ids, func(other string) bool { return other == id })
		if strings.HasSuffix(r.URL.Path, "/touch") {
			s.ids = slices.Insert(s.ids, 0, id)
		}
		fmt.Fprintf(w, `{"id":%q,"deleted":true}`, id)
		return
	}
	q := r.URL.Query()
	s.limits = append(s.limits, q.Get("limit"))
	limit, _ := strconv.Atoi(q.Get("limit"))
	if limit > s.longest {
		limit = 10
	}
	from, _ := strconv.Atoi(q.Get("offset"))
	if after := q.Get("starting_after"); after != "" && !s.noCursors {
		if from = slices.Index(s.ids, after) + 1; from == 0 || q.Get("offset") != "" {
			w.WriteHeader(http.StatusUnprocessableEntity)
			return
		}
	}
	from = min(from, len(s.ids))
	var data []string
	for _, id := range s.ids[from:min(from+limit, len(s.ids))] {
		data = append(data, `{"id":"`+id+`"}`)
	}
	fmt.Fprint(w, strings.NewReplacer("IDS", strings.Join(data, ","), "COUNT", strconv.Itoa(len(s.ids))).Replace(s.envelope))
}

// What a loop may do to the elements that it gets.
var loops = map[string]func(i int) (method, action string){
	"nothing":            func(int) (string, string) { return "", "" },
	"deletes all":        func(int) (string, string) { return http.MethodDelete, "" },
	"deletes the second": func(i int) (string, string) { return map[int]string{1: http.MethodDelete}[i%2], "" },
	"deletes the first":  func(i int) (string, string) { return map[int]string{0: http.MethodDelete}[i], "" },
	"revokes all":        func(int) (string, string) { return http.MethodPost, "/revoke" },
	"moves to the front": func(int) (string, string) { return http.MethodPost, "/touch" },
}

// TestIteratorsSurviveTheLoop: every iterator gives every element once,
// whatever the loop does to those that it was given.
func TestIteratorsSurviveTheLoop(t *testing.T) {
	for _, envelope := range []string{`{"data":[IDS],"total_count":COUNT}`, `[IDS]`} {
		for loop, action := range loops {
			for _, size := range []struct{ n, limit int }{{0, 3}, {1, 1}, {7, 3}, {9, 3}, {5, 1}, {25, 10}} {
				server := newShelf(size.n, envelope)
				client := serve(t, server.ServeHTTP)
				for _, op := range operations(client) {
					one := op.String() == "Organizations.AllOrganizations" || op.String() == "Users.AllUsers"
					if !op.isIterator() || !one && (loop != "deletes all" || size.n != 7) {
						continue // one loop is proof that an iterator walks as these two do
					}
					fresh := newShelf(size.n, envelope)
					server.ids = fresh.ids
					var got []string
					each(t, op, int64(size.limit), func(id string) {
						method, path := action(len(got))
						got = append(got, id)
						if method != "" {
							send(t, client, method, "/"+id+path)
						}
					})
					if want := newShelf(size.n, "").ids; !slices.Equal(got, want) {
						t.Errorf("%s, %s, %d in pages of %d, %s: got %v", op, loop, size.n, size.limit, envelope, got)
					}
				}
			}
		}
	}
}

// each walks an iterator of any element type.
func each(t *testing.T, op operation, limit int64, do func(id string)) {
	t.Helper()
	seq := op.call(context.Background(), func(arg int, v reflect.Value) {
		if v.Kind() != reflect.Struct {
			fillAll(arg, v)
			return
		}
		for i := range v.NumField() {
			if v.Field(i).Kind() == reflect.String && v.Type().Field(i).Tag.Get("json") == "-" {
				v.Field(i).SetString("id_1")
			}
		}
		v.FieldByName("Limit").SetInt(limit)
	})[0]
	yield := reflect.MakeFunc(seq.Type().In(0), func(args []reflect.Value) []reflect.Value {
		if !args[1].IsNil() {
			t.Errorf("%s: %v", op, args[1])
			return []reflect.Value{reflect.ValueOf(false)}
		}
		do(reflect.Indirect(args[0].Elem().FieldByName("ID")).String())
		return []reflect.Value{reflect.ValueOf(true)}
	})
	seq.Call([]reflect.Value{yield})
}

// send sends a request to the client's own API.
func send(t *testing.T, client *backendapi.Client, method, path string) {
	t.Helper()
	address := strings.TrimSuffix(strings.TrimPrefix(client.String(), "backendapi.Client("), ")")
	request, err := http.NewRequestWithContext(context.Background(), method, address+path, http.NoBody)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

func TestDeletingAllUsers(t *testing.T) {
	tests := []struct {
		name   string
		server *shelf
		params backendapi.GetUserListParams
		want   int
	}{
		{"by the cursor", newShelf(121, `[IDS]`), backendapi.GetUserListParams{Limit: 50}, 121},
		{"by the cursor, in the other order", newShelf(121, `[IDS]`), backendapi.GetUserListParams{Limit: 50, OrderBy: "+created_at"}, 121},
		{"in an order that has no cursor", newShelf(121, `[IDS]`), backendapi.GetUserListParams{Limit: 50, OrderBy: "-last_sign_in_at"}, 121},
		{"from an offset on", newShelf(121, `[IDS]`), backendapi.GetUserListParams{Limit: 50, Offset: 21}, 100},
		{"from a user on", newShelf(121, `[IDS]`), backendapi.GetUserListParams{Limit: 50, StartingAfter: "id_20"}, 100},
		{"an API without cursors", &shelf{ids: newShelf(121, "").ids, envelope: `[IDS]`, longest: 500, noCursors: true}, backendapi.GetUserListParams{Limit: 50}, 121},
	}
	for _, test := range tests {
		client := serve(t, test.server.ServeHTTP)
		ctx, deleted := context.Background(), 0
		for user, err := range client.Users.AllUsers(ctx, test.params) {
			if err != nil {
				t.Fatalf("%s: %v", test.name, err)
			}
			if _, err := client.Users.DeleteUser(ctx, user.ID); err != nil {
				t.Fatal(err)
			}
			deleted++
		}
		if left := len(test.server.ids); deleted != test.want || left != 121-test.want {
			t.Errorf("%s: %d deleted, %d left", test.name, deleted, left)
		}
	}
}

func TestRevokingAllSessions(t *testing.T) {
	server := newShelf(25, `[IDS]`)
	client := serve(t, server.ServeHTTP)
	ctx := context.Background()
	for session, err := range client.Sessions.AllSessions(ctx, backendapi.GetSessionListParams{Limit: 10}) {
		if err != nil {
			t.Fatal(err)
		}
		if _, err := client.Sessions.RevokeSession(ctx, session.ID); err != nil {
			t.Fatal(err)
		}
	}
	if len(server.ids) != 0 {
		t.Errorf("%d of 25 left", len(server.ids))
	}
}

// TestPagesAreNoLongerThanTheListGives: asked for more, Clerk gives ten.
func TestPagesAreNoLongerThanTheListGives(t *testing.T) {
	for list, longest := range map[string]int{"APIKeys.AllAPIKeys": 100, "M2M.AllM2MTokens": 100, "Organizations.AllOrganizations": 500, "Users.AllUsers": 500} {
		server := newShelf(2*longest+1, `{"data":[IDS],"total_count":COUNT}`)
		server.longest = longest
		client := serve(t, server.ServeHTTP)
		for _, op := range operations(client) {
			if op.String() != list {
				continue
			}
			n := 0
			each(t, op, 1000, func(string) { n++ })
			if n != 2*longest+1 || slices.ContainsFunc(server.limits, func(s string) bool { asked, _ := strconv.Atoi(s); return asked > longest }) || len(server.limits) != 3 {
				t.Errorf("%s: %d elements, asked for pages of %v", list, n, server.limits)
			}
		}
	}
}
