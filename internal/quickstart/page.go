package quickstart

import (
	"bytes"
	"context"
	"embed"
	"html/template"
	"log/slog"
	"mime"
	"path"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
)

//go:embed page
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "page/index.html"))

// Visit is what a route knows of a request for the page.
type Visit struct {
	Auth    *clerkauth.Auth
	Client  *backendapi.Client
	Origin  string        // such as http://localhost:8080
	Scripts template.HTML // the tags that load Clerk's components
}

// pageData is what the page shows.
type pageData struct {
	Visit
	Name    string
	Email   string
	Expires time.Time // of the session token
	Left    int       // seconds until then

	BuiltIn                                bool
	SignUpURL, SignOutURL, OrganizationURL string // the built-in Clerk's pages
	DemoEmail, DemoPassword                string
}

// Page returns the page as HTML. It is about one visitor: nobody may store it.
func (k *Clerk) Page(ctx context.Context, visit Visit) ([]byte, error) {
	data := pageData{Visit: visit}
	if !k.Components {
		data.Scripts = ""
	}
	if k.BuiltIn != nil {
		home := visit.Origin + "/"
		data.BuiltIn, data.DemoEmail, data.DemoPassword = true, DemoEmail, DemoPassword
		data.SignUpURL, data.SignOutURL = k.BuiltIn.SignUpURL(home), k.BuiltIn.SignOutURL(home)
		data.OrganizationURL = k.BuiltIn.OrganizationURL(home)
	}
	if visit.Auth.IsAuthenticated {
		data.Expires = time.Unix(visit.Auth.SessionClaims.ExpiresAt, 0).UTC()
		data.Left = int(time.Until(data.Expires).Seconds())
		data.addUser(ctx)
	}
	var page bytes.Buffer
	if err := pageTemplate.Execute(&page, data); err != nil {
		return nil, err
	}
	return page.Bytes(), nil
}

// addUser falls back on the id when the user cannot be loaded.
func (d *pageData) addUser(ctx context.Context) {
	d.Name = d.Auth.UserID
	user, err := d.Client.Users.GetUser(ctx, d.Auth.UserID)
	if err != nil {
		slog.Error("the user could not be loaded", "user", d.Auth.UserID, "error", err)
		return
	}
	d.Email = primaryEmail(user)
	if name := strings.TrimSpace(text(user.FirstName) + " " + text(user.LastName)); name != "" {
		d.Name = name
	} else if d.Email != "" {
		d.Name = d.Email
	}
}

func primaryEmail(user *backendapi.User) string {
	for _, e := range user.EmailAddresses {
		if e.ID == text(user.PrimaryEmailAddressID) {
			return e.EmailAddress
		}
	}
	return ""
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// Static returns a file that the page loads, and its type; nil for none.
func Static(name string) (file []byte, contentType string) {
	file, err := pageFiles.ReadFile("page/" + path.Base(name))
	if err != nil {
		return nil, ""
	}
	return file, mime.TypeByExtension(path.Ext(name))
}
