package clerktest

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/http"
	"net/url"
	"strconv"
	"strings"
)

// maxBody bounds a request's body in bytes.
const maxBody = 4 << 20

// call is a request whose body has been read.
type call struct {
	r     *http.Request
	query url.Values
	body  object // of JSON or of a form
	json  any    // the body when it is JSON, an object or an array
	form  bool   // the body is a form
	file  *upload
	// values are those of a form, all of them.
	values url.Values
	who    visitor // on the Frontend API
}

// reply is what a handler answers: JSON, a page, or a redirect.
type reply struct {
	status int
	body   any
	page   string // HTML instead of JSON
	header http.Header
}

type handler func(c *call) reply

// upload is a file in a multipart form.
type upload struct {
	name, contentType string
	size              int
}

func ok(body any) reply { return reply{status: http.StatusOK, body: body} }

// problem is one entry of Clerk's list of errors.
func problem(status int, code, message string) reply {
	return problemAbout(status, code, message, "")
}

// problemAbout also names the parameter, which puts the text under its field.
func problemAbout(status int, code, message, param string) reply {
	entry := object{"code": code, "message": message, "long_message": message}
	if param != "" {
		entry["meta"] = object{"param_name": param}
	}
	return reply{status: status, body: object{
		"errors":         []any{entry},
		"clerk_trace_id": randomHex(16),
	}}
}

func notFound(what, id string) reply {
	return problem(http.StatusNotFound, "resource_not_found", fmt.Sprintf("No %s was found with id %s.", what, id))
}

func missing(param string) reply {
	return problemAbout(http.StatusUnprocessableEntity, "form_param_missing", param+" must be included.", param)
}

// serve reads the body, answers under the lock, and writes the answer outside
// of it, so that a slow reader holds nobody up.
func (s *Server) serve(h handler) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		c, err := newCall(w, r)
		if err != nil {
			writeReply(w, problem(http.StatusBadRequest, "request_body_invalid", err.Error()))
			return
		}
		s.mu.Lock()
		answer := h(c)
		body, err := json.Marshal(answer.body) // also under the lock: it reads the state's maps
		s.mu.Unlock()
		if err != nil {
			answer, body = problem(http.StatusInternalServerError, "internal_clerk_error", err.Error()), []byte(`{}`)
		}
		write(w, answer, body)
	}
}

func writeReply(w http.ResponseWriter, answer reply) {
	body, err := json.Marshal(answer.body)
	if err != nil {
		body = []byte(`{}`)
	}
	write(w, answer, body)
}

func write(w http.ResponseWriter, answer reply, body []byte) {
	for name, values := range answer.header {
		w.Header()[name] = append(w.Header()[name], values...)
	}
	if answer.page != "" {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(answer.status)
		_, _ = io.WriteString(w, answer.page) // the reader may have gone away, which is its affair
		return
	}
	if answer.body == nil {
		w.WriteHeader(answer.status)
		return
	}
	// No charset: Clerk's own client reads anything else as text.
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(answer.status)
	_, _ = w.Write(body) // the reader may have gone away, which is its affair
}

func newCall(w http.ResponseWriter, r *http.Request) (*call, error) {
	c := &call{r: r, query: r.URL.Query(), body: object{}}
	raw, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxBody))
	if err != nil {
		return nil, fmt.Errorf("the body cannot be read: %w", err)
	}
	kind, params, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	switch {
	case len(raw) == 0:
	case kind == "multipart/form-data":
		if err := c.readMultipart(raw, params["boundary"]); err != nil {
			return nil, err
		}
	case kind == "application/x-www-form-urlencoded":
		form, err := url.ParseQuery(string(raw))
		if err != nil {
			return nil, fmt.Errorf("the form cannot be read: %w", err)
		}
		c.form, c.values = true, form
		for name := range form {
			c.body[name] = form.Get(name)
		}
	default:
		if err := json.Unmarshal(raw, &c.json); err != nil {
			return nil, fmt.Errorf("the body is no JSON: %w", err)
		}
		switch body := c.json.(type) {
		case object:
			c.body = body
		case []any, nil:
		default:
			return nil, errors.New("the body is neither an object nor an array")
		}
	}
	return c, nil
}

func (c *call) readMultipart(raw []byte, boundary string) error {
	c.form = true
	reader := multipart.NewReader(bytes.NewReader(raw), boundary)
	for {
		part, err := reader.NextPart()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the form cannot be read: %w", err)
		}
		content, err := io.ReadAll(part)
		if err != nil {
			return fmt.Errorf("the form cannot be read: %w", err)
		}
		if part.FormName() == "file" {
			c.file = &upload{name: part.FileName(), contentType: part.Header.Get("Content-Type"), size: len(content)}
			continue
		}
		c.body[part.FormName()] = string(content)
	}
}

func (c *call) path(name string) string { return c.r.PathValue(name) }

// has reports whether the body holds the field, also as null.
func (c *call) has(name string) bool { _, there := c.body[name]; return there }

// text is a field of the body, "" when it is absent or null.
func (c *call) text(name string) string {
	switch v := c.body[name].(type) {
	case string:
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	default:
		return ""
	}
}

func (c *call) flag(name string) bool {
	v, isBool := c.body[name].(bool)
	return v && isBool || c.text(name) == "true"
}

func (c *call) number(name string) (int64, bool) {
	n, err := strconv.ParseInt(c.text(name), 10, 64)
	return n, err == nil
}

// list is an array of strings; a form or a query may hold one string.
func (c *call) list(name string) []string {
	switch v := c.body[name].(type) {
	case string:
		return []string{v}
	case []any:
		var items []string
		for _, item := range v {
			if text, isText := item.(string); isText {
				items = append(items, text)
			}
		}
		return items
	default:
		return nil
	}
}

// fields is a JSON object; a form holds it as text.
func (c *call) fields(name string) object {
	switch v := c.body[name].(type) {
	case object:
		return v
	case string:
		var parsed object
		if json.Unmarshal([]byte(v), &parsed) == nil {
			return parsed
		}
	}
	return nil
}

// queryList gathers a parameter's values: repeated, with [] or separated by commas.
func (c *call) queryList(name string) []string {
	var items []string
	for _, value := range append(c.query[name], c.query[name+"[]"]...) {
		items = append(items, strings.Split(value, ",")...)
	}
	return items
}

// page cuts the part out of a list that limit and offset ask for: 10 entries
// unless told otherwise, 500 at most, as Clerk does it.
func page[T any](c *call, list []T) []T {
	limit, err := strconv.Atoi(c.query.Get("limit"))
	if err != nil || limit < 1 || limit > 500 {
		limit = 10
	}
	offset, err := strconv.Atoi(c.query.Get("offset"))
	if err != nil || offset < 0 {
		offset = 0
	}
	offset = min(offset, len(list))
	return list[offset:min(offset+limit, len(list))]
}

// views draws a list of entities.
func views[T any](list []*T, view func(*T) object) []object {
	drawn := make([]object, 0, len(list))
	for _, entity := range list {
		drawn = append(drawn, view(entity))
	}
	return drawn
}

// nullable draws an empty string as null.
func nullable(text string) any {
	if text == "" {
		return nil
	}
	return text
}

// moment draws a time that has not come about as null.
func moment(milliseconds int64) any {
	if milliseconds == 0 {
		return nil
	}
	return milliseconds
}

func orEmpty(o object) object {
	if o == nil {
		return object{}
	}
	return o
}

func orNone(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list
}
