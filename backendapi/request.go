package backendapi

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"net/textproto"
	"net/url"
	"strings"
)

// request is one call before it is sent: every method of the package is a
// line that describes one.
type request struct {
	method string
	// pattern is the path with {} for each id; errors show it, not the ids.
	pattern string
	// path is the pattern with the ids in it, escaped.
	path        string
	query       url.Values
	body        []byte
	contentType string
	// header is sent besides the client's own.
	header http.Header
	// key replaces the client's own key for this one request.
	key string
	err error
}

func get(pattern string, ids ...string) *request {
	return newRequest(http.MethodGet, pattern, ids)
}

func post(pattern string, ids ...string) *request {
	return newRequest(http.MethodPost, pattern, ids)
}

func put(pattern string, ids ...string) *request {
	return newRequest(http.MethodPut, pattern, ids)
}

func patch(pattern string, ids ...string) *request {
	return newRequest(http.MethodPatch, pattern, ids)
}

func del(pattern string, ids ...string) *request {
	return newRequest(http.MethodDelete, pattern, ids)
}

func newRequest(method, pattern string, ids []string) *request {
	r := &request{method: method, pattern: pattern}
	parts := strings.Split(pattern, "{}")
	if len(parts) != len(ids)+1 {
		r.err = fmt.Errorf("clerkfiber: Backend API: %s %s: takes %d ids, got %d", method, pattern, len(parts)-1, len(ids))
		return r
	}
	var path strings.Builder
	path.WriteString(parts[0])
	for i, id := range ids {
		// An empty id would turn "get one" into "list all", and dots would
		// be resolved to another resource on the way.
		if id == "" || id == "." || id == ".." {
			r.err = fmt.Errorf("%w: %s %s: id %d is %q", ErrInvalidID, method, pattern, i+1, id)
			return r
		}
		path.WriteString(url.PathEscape(id))
		path.WriteString(parts[i+1])
	}
	r.path = path.String()
	return r
}

// json puts params into the body.
func (r *request) json(params any) *request {
	body, err := json.Marshal(params)
	if err != nil && r.err == nil {
		r.err = fmt.Errorf("clerkfiber: Backend API: %s %s: parameters: %w", r.method, r.pattern, err)
	}
	r.body, r.contentType = body, "application/json"
	return r
}

// sendsNothing reports whether none of the parameters would be in a body.
func sendsNothing(params any) bool {
	body, err := json.Marshal(params)
	return err == nil && string(body) == "{}"
}

// params puts the fields tagged query into the URL.
func (r *request) params(params any) *request {
	addQuery(r, params)
	return r
}

// set puts one more parameter into the URL.
func (r *request) set(name, value string) *request {
	if r.query == nil {
		r.query = url.Values{}
	}
	r.query.Set(name, value)
	return r
}

// headers adds to the headers, except those that belong to one connection.
func (r *request) headers(given http.Header) *request {
	r.header = given.Clone()
	for _, name := range []string{"Authorization", "Connection", "Content-Length", "Host", "Transfer-Encoding"} {
		r.header.Del(name)
	}
	return r
}

// withKey sends this request with a key of its own; "" keeps the client's.
func (r *request) withKey(key string) *request {
	r.key = key
	return r
}

// File is something to upload, such as an image.
type File struct {
	// Name is the file's name, such as logo.png.
	Name string
	// ContentType is its media type, such as image/png.
	//
	// Optional. Default: told from the first 512 bytes.
	ContentType string
	// Content is read once, to its end.
	Content io.Reader
}

// maxUpload is twice what Clerk takes for an image (10 MB).
const maxUpload = 20 << 20

// multipart puts a file and plain fields into the body, as RFC 7578 has it.
func (r *request) multipart(file File, fields map[string]string) *request {
	if r.err != nil {
		return r
	}
	fail := func(why error) *request {
		r.err = fmt.Errorf("clerkfiber: Backend API: %s %s: upload: %w", r.method, r.pattern, why)
		return r
	}
	if file.Content == nil {
		return fail(errors.New("File.Content is nil"))
	}
	content, err := io.ReadAll(io.LimitReader(file.Content, maxUpload+1))
	if err != nil {
		return fail(err)
	}
	if len(content) > maxUpload {
		return fail(fmt.Errorf("more than %d bytes", maxUpload))
	}
	var body bytes.Buffer
	form := multipart.NewWriter(&body)
	part, err := form.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {multipart.FileContentDisposition("file", orDefault(file.Name, "file"))},
		"Content-Type":        {orDefault(file.ContentType, http.DetectContentType(content))},
	})
	if err != nil {
		return fail(err)
	}
	if _, err := part.Write(content); err != nil {
		return fail(err)
	}
	for name, value := range fields {
		if err := form.WriteField(name, value); err != nil {
			return fail(err)
		}
	}
	if err := form.Close(); err != nil {
		return fail(err)
	}
	r.body, r.contentType = body.Bytes(), form.FormDataContentType()
	return r
}
