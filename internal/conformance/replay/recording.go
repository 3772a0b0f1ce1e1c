package replay

import (
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/parity"
)

// recorded is one case: what was sent to the original, and what it answered.
type recorded struct {
	Name     string              `json:"name"`
	Options  recordedOptions     `json:"options"`
	Env      map[string]string   `json:"env"`
	Now      *int64              `json:"now"` // milliseconds; nil for defaultNow
	Request  recordedRequest     `json:"request"`
	Backend  map[string]scripted `json:"backend"`
	GetToken bool                `json:"getToken"`
	Answer   answer              `json:"answer"`

	area string
}

const defaultNow = 1_800_000_000_000

func (r *recorded) time() time.Time {
	now := int64(defaultNow)
	if r.Now != nil {
		now = *r.Now
	}
	return time.UnixMilli(now)
}

type recordedRequest struct {
	Method  string      `json:"method"`
	Target  string      `json:"target"`
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
}

// scripted is one answer of the Backend API.
type scripted struct {
	Status  int             `json:"status"`
	Headers [][2]string     `json:"headers"`
	Body    json.RawMessage `json:"body"`
	Fails   string          `json:"fails"`
}

// answer is what came back over the wire, and what the handler saw if it was reached.
type answer struct {
	Status  int         `json:"status"`
	Headers [][2]string `json:"headers"`
	Body    string      `json:"body"`
	Error   string      `json:"error"` // what the plugin gave to the application's error handler
	Asked   []call      `json:"asked"`
	Passed  *passed     `json:"passed"`
	Direct  []direct    `json:"direct"`
}

type passed struct {
	Auth     []authRow         `json:"auth"`
	Has      string            `json:"has"`
	Token    *string           `json:"token"`
	Debug    map[string]string `json:"debug"`
	GetToken []tokenRow        `json:"getToken"`
}

// authRow is the JSON of getAuth for the kinds of token that share it.
type authRow struct {
	Accepts []string        `json:"accepts"`
	Is      json.RawMessage `json:"is"`
}

type tokenRow struct {
	Params struct {
		Template         string `json:"template"`
		ExpiresInSeconds int    `json:"expiresInSeconds"`
	} `json:"params"`
	Token *string `json:"token"`
	Fails bool    `json:"fails"`
	Asked []call  `json:"asked"`
}

type direct struct {
	Accepts []string `json:"accepts"`
	Is      state    `json:"is"`
}

// state is a RequestState, or the error that was thrown instead of one.
type state struct {
	Status          string          `json:"status"`
	Reason          *string         `json:"reason"`
	Message         *string         `json:"message"`
	TokenType       *string         `json:"tokenType"`
	IsAuthenticated bool            `json:"isAuthenticated"`
	Token           *string         `json:"token"`
	Headers         [][2]string     `json:"headers"`
	Auth            json.RawMessage `json:"auth"`
	PendingAuth     json.RawMessage `json:"pendingAuth"`
	Error           string          `json:"error"`
	Asked           []call          `json:"asked"`
}

// call is what Clerk was asked. What every call has in common is left out.
type call struct {
	Method        string      `json:"method"`
	URL           string      `json:"url"`
	Body          string      `json:"body"`
	Authorization string      `json:"authorization"`
	Version       string      `json:"version"`
	ContentType   string      `json:"contentType"`
	Headers       [][2]string `json:"headers"`
}

// shared is what all recordings have in common.
type shared struct {
	Nobody map[string]json.RawMessage `json:"nobody"`
	Has    []hasParams                `json:"has"`
	JWKS   json.RawMessage            `json:"jwks"`
	Tokens map[string]string          `json:"tokens"`
}

func load[T any](t *testing.T, raw []byte) T {
	t.Helper()
	var v T
	if err := json.Unmarshal(raw, &v); err != nil {
		t.Fatal(err)
	}
	return v
}

func loadShared(t *testing.T) *shared {
	t.Helper()
	raw, err := parity.Recordings.ReadFile("recordings/shared.json")
	if err != nil {
		t.Fatal(err)
	}
	s := load[shared](t, raw)
	return &s
}

// areas are the recorded areas by name.
func areas(t *testing.T) []string {
	t.Helper()
	files, err := fs.Glob(parity.Recordings, "recordings/*.json.gz")
	if err == nil && len(files) == 0 {
		err = errors.New("no recordings")
	}
	if err != nil {
		t.Fatal(err)
	}
	names := make([]string, len(files))
	for i, file := range files {
		names[i] = strings.TrimSuffix(path.Base(file), ".json.gz")
	}
	return names
}

var placeholder = regexp.MustCompile(`\{\{([^{}]+)\}\}`)

// cases reads an area's recordings, one a line, and puts the tokens where their names stand.
func (s *shared) cases(t *testing.T, area string) []*recorded {
	t.Helper()
	text, err := readGzip("recordings/" + area + ".json.gz")
	if err != nil {
		t.Fatal(err)
	}
	expanded := placeholder.ReplaceAllStringFunc(text, func(found string) string {
		token, ok := s.Tokens[found[2:len(found)-2]]
		if !ok {
			t.Fatalf("%s: no token %s", area, found)
		}
		return token
	})
	all := load[[]*recorded](t, []byte(expanded))
	for _, c := range all {
		c.area = area
	}
	return all
}

func readGzip(name string) (string, error) {
	file, err := parity.Recordings.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	unzipped, err := gzip.NewReader(file)
	if err != nil {
		return "", fmt.Errorf("%s: %w", name, err)
	}
	text, err := io.ReadAll(unzipped)
	return string(text), err
}
