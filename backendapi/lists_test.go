package backendapi_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"reflect"
	"strconv"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

func TestTheFormsOfLists(t *testing.T) {
	tests := []struct {
		name, body string
		ids        string
		total      int64
		fails      bool
	}{
		{name: "with its count", body: `{"data":[{"id":"a"},{"id":"b"}],"total_count":9}`, ids: "a b", total: 9},
		{name: "a count that is a float", body: `{"data":[{"id":"a"}],"total_count":9.0}`, ids: "a", total: 9},
		{name: "without a count", body: `{"data":[{"id":"a"}]}`, ids: "a", total: 1},
		{name: "a bare array", body: ` [{"id":"a"},{"id":"b"}]`, ids: "a b", total: 2},
		{name: "empty", body: `[]`},
		{name: "an empty page", body: `{"data":[],"total_count":9}`, total: 9},
		{name: "no list", body: `{"id":"a"}`, fails: true},
		{name: "data that is null", body: `{"data":null}`, fails: true},
		{name: "data of another type", body: `{"data":{"id":"a"}}`, fails: true},
		{name: "elements of another type", body: `[1]`, fails: true},
		{name: "null", body: `null`, fails: true},
	}
	for _, test := range tests {
		client, _ := record(t, test.body)
		list, err := client.Sessions.GetSessionList(context.Background(), backendapi.GetSessionListParams{})
		if (err != nil) != test.fails {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		if err != nil {
			continue
		}
		var ids []string
		for _, session := range list.Data {
			ids = append(ids, session.ID)
		}
		if strings.Join(ids, " ") != test.ids || list.TotalCount != test.total {
			t.Errorf("%s: got %v of %d", test.name, ids, list.TotalCount)
		}
	}
}

func TestM2MTokensAreAList(t *testing.T) {
	client, _ := record(t, `{"m2m_tokens":[{"id":"mt_1"}],"total_count":4}`)
	list, err := client.M2M.List(context.Background(), backendapi.ListM2MTokensParams{Subject: "mch_1"})
	if err != nil || list.Data[0].ID != "mt_1" || list.TotalCount != 4 {
		t.Errorf("got %+v, %v", list, err)
	}
	text, err := json.Marshal(list)
	if err != nil || !strings.HasPrefix(string(text), `{"data":[{`) || !strings.HasSuffix(string(text), `"total_count":4}`) {
		t.Errorf("got %s, %v", text, err)
	}
}

// TestGetUserListCounts: the API gives a bare array, so the count is asked for
// apart, with the same filter and without the page.
func TestGetUserListCounts(t *testing.T) {
	rec := &recorder{answer: func(r *http.Request) string {
		if r.URL.Path == "/v1/users/count" {
			return `{"object":"total_count","total_count":42}`
		}
		return `[{"id":"user_1"}]`
	}}
	client := serve(t, rec.ServeHTTP)
	list, err := client.Users.GetUserList(context.Background(), backendapi.GetUserListParams{Query: "ada", Limit: 1, Offset: 3, OrderBy: "-created_at", StartingAfter: "user_0"})
	if err != nil || len(list.Data) != 1 || list.TotalCount != 42 {
		t.Fatalf("got %+v, %v", list, err)
	}
	queries := map[string]string{}
	for _, r := range rec.take() {
		queries[r.Path] = r.Query
	}
	if queries["/v1/users"] != "limit=1&offset=3&order_by=-created_at&query=ada&starting_after=user_0" || queries["/v1/users/count"] != "query=ada" {
		t.Errorf("got %v", queries)
	}
}

// pages is an API with n resources in pages; the envelope is the
// list's form.
func pages(n int, envelope string) func(*http.Request) string {
	return func(r *http.Request) string {
		limit, _ := strconv.Atoi(r.URL.Query().Get("limit"))
		offset, _ := strconv.Atoi(r.URL.Query().Get("offset"))
		if after, ok := strings.CutPrefix(r.URL.Query().Get("starting_after"), "id_"); ok {
			offset, _ = strconv.Atoi(after)
			offset++
		}
		ids := []string{}
		for i := offset; i < min(offset+limit, n); i++ {
			ids = append(ids, fmt.Sprintf(`{"id":"id_%d"}`, i))
		}
		return strings.NewReplacer("IDS", strings.Join(ids, ","), "COUNT", strconv.Itoa(n)).Replace(envelope)
	}
}

// TestEveryPagedListHasAnIterator goes over all methods that take a limit and
// an offset, and walks their lists to the end.
func TestEveryPagedListHasAnIterator(t *testing.T) {
	for _, envelope := range []string{`{"data":[IDS],"total_count":COUNT}`, `[IDS]`} {
		rec := &recorder{answer: pages(7, envelope)}
		client := serve(t, rec.ServeHTTP)
		lists, iterators := map[string]int{}, map[string]int{}
		for _, op := range operations(client) {
			params := op.fn.Type().In(op.fn.Type().NumIn() - 1)
			if params.Kind() != reflect.Struct {
				continue
			}
			if _, paged := params.FieldByName("Limit"); !paged {
				continue
			}
			if !op.isIterator() {
				lists[op.Service+" "+params.Name()]++
				continue
			}
			iterators[op.Service+" "+params.Name()]++
			if got := drain(op, 3); got != 7 {
				t.Errorf("%s yields %d of 7", op, got)
			}
			if n := len(rec.take()); n != 3 {
				t.Errorf("%s sends %d requests for 7 in pages of 3", op, n)
			}
		}
		if !reflect.DeepEqual(lists, iterators) || len(lists) < 30 {
			t.Errorf("paged lists %v, iterators %v", lists, iterators)
		}
	}
}

// drain walks an iterator of any element type.
func drain(op operation, limit int64) int {
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
	count := 0
	yield := reflect.MakeFunc(seq.Type().In(0), func(args []reflect.Value) []reflect.Value {
		if args[1].IsNil() {
			count++
		} else {
			count = -1
		}
		return []reflect.Value{reflect.ValueOf(true)}
	})
	seq.Call([]reflect.Value{yield})
	return count
}

func TestIteratorBorders(t *testing.T) {
	ctx := context.Background()
	envelope := `{"data":[IDS],"total_count":COUNT}`
	t.Run("exact pages need no empty one", func(t *testing.T) {
		rec := &recorder{answer: pages(6, envelope)}
		client := serve(t, rec.ServeHTTP)
		n := 0
		for _, err := range client.Organizations.AllOrganizations(ctx, backendapi.GetOrganizationListParams{Limit: 3}) {
			if err != nil {
				t.Fatal(err)
			}
			n++
		}
		if n != 6 || len(rec.take()) != 2 {
			t.Errorf("got %d", n)
		}
	})
	t.Run("a limit that Clerk would ignore", func(t *testing.T) {
		rec := &recorder{answer: pages(0, envelope)}
		client := serve(t, rec.ServeHTTP)
		for _, limit := range []int64{0, -1, 1000} {
			for range client.Organizations.AllOrganizations(ctx, backendapi.GetOrganizationListParams{Limit: limit}) {
				t.Error("yields something")
			}
		}
		requests := rec.take()
		for i, want := range []string{"limit=100", "limit=100", "limit=500"} {
			if requests[i].Query != want {
				t.Errorf("request %d: %s", i, requests[i].Query)
			}
		}
	})
	t.Run("shorter pages than asked for lose nothing", func(t *testing.T) {
		rec := &recorder{answer: func(r *http.Request) string {
			q := r.URL.Query()
			q.Set("limit", "2")
			r.URL.RawQuery = q.Encode()
			return pages(5, envelope)(r)
		}}
		client := serve(t, rec.ServeHTTP)
		n := 0
		for range client.Organizations.AllOrganizations(ctx, backendapi.GetOrganizationListParams{Limit: 4}) {
			n++
		}
		if n != 5 {
			t.Errorf("got %d of 5", n)
		}
	})
	t.Run("the loop may end early, and begin again", func(t *testing.T) {
		rec := &recorder{answer: pages(100, envelope)}
		client := serve(t, rec.ServeHTTP)
		all := client.Organizations.AllOrganizations(ctx, backendapi.GetOrganizationListParams{Limit: 10})
		for range 2 {
			for organization, err := range all {
				if err != nil || organization.ID != "id_0" {
					t.Errorf("got %v, %v", organization, err)
				}
				break
			}
		}
		if n := len(rec.take()); n != 2 {
			t.Errorf("%d requests", n)
		}
	})
	t.Run("an error ends it", func(t *testing.T) {
		client := serve(t, http.NotFound)
		n := 0
		for organization, err := range client.Organizations.AllOrganizations(ctx, backendapi.GetOrganizationListParams{}) {
			n++
			if organization != nil || !errors.Is(err, backendapi.ErrNotFound) {
				t.Errorf("got %v, %v", organization, err)
			}
		}
		if n != 1 {
			t.Errorf("yields %d times", n)
		}
	})
}
