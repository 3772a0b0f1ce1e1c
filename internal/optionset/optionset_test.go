package optionset_test

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

type nested struct {
	Path string
	Size int
}

type settings struct {
	Key     string `env:"X_KEY" print:"cut"`
	URL     string `env:"X_URL"`
	Nested  nested
	List    []string
	Skew    time.Duration `negative:"ok"`
	When    time.Time
	Client  *http.Client
	Next    func()            `identity:"-"`
	Map     map[string]string `print:"cut"`
	private string
}

func TestFields(t *testing.T) {
	t.Parallel()
	var names []string
	for f := range optionset.Of(settings{private: "x"}) {
		names = append(names, f.Name)
	}
	want := []string{"Key", "URL", "Nested.Path", "Nested.Size", "List", "Skew", "When", "Client", "Next", "Map"}
	if !slices.Equal(names, want) {
		t.Errorf("got %v", names)
	}
	if v := optionset.Variable(settings{}, "Key"); v != "X_KEY" {
		t.Errorf("variable %q", v)
	}
}

func TestTrimReachesEveryText(t *testing.T) {
	t.Parallel()
	list := []string{" as it is "}
	s := settings{Key: " k\n", Nested: nested{Path: "\t/p "}, List: list}
	optionset.Trim(&s)
	if s.Key != "k" || s.Nested.Path != "/p" || list[0] != " as it is " {
		t.Errorf("got %+v", s)
	}
}

func TestNegativeNumbers(t *testing.T) {
	t.Parallel()
	if got := optionset.Negative(settings{Skew: -1, Nested: nested{Size: -1}}); !slices.Equal(got, []string{"Nested.Size"}) {
		t.Errorf("got %v", got)
	}
}

func TestWithoutSecrets(t *testing.T) {
	t.Parallel()
	s := settings{Key: "k", URL: "u", Map: map[string]string{"k": "v"}}
	optionset.WithoutSecrets(&s)
	if s.Key != "" || s.Map != nil || s.URL != "u" {
		t.Errorf("got %+v", s)
	}
}

func TestPrinting(t *testing.T) {
	t.Parallel()
	s := settings{
		Key: "sk_test_fakefake", URL: "https://u:fakepass@example.com", Nested: nested{Size: 3}, List: []string{"a"},
		Client: &http.Client{}, Next: func() {}, Map: map[string]string{"KEY": "sk_test_fakefake"},
	}
	const want = "{Key:sk_test URL:https://…@example.com Nested.Size:3 List:[a] Client:set Next:set Map:map[KEY:sk_test]}"
	if got := optionset.String(s); got != want {
		t.Errorf("got %s", got)
	}
	if got := fmt.Sprint(optionset.LogValue(s)); got != "[Key=sk_test URL=https://…@example.com Nested.Size=3 List=[a] Client=set Next=set Map=map[KEY:sk_test]]" {
		t.Errorf("log %s", got)
	}
	data, err := optionset.Marshal(s)
	var decoded map[string]any
	if err != nil || json.Unmarshal(data, &decoded) != nil || len(decoded) != 7 || decoded["Key"] != "sk_test" || decoded["Nested.Size"] != 3.0 {
		t.Errorf("JSON %s, %v", data, err)
	}
}
