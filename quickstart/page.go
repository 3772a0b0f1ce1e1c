package main

import (
	"bytes"
	"embed"
	"encoding/base64"
	"html/template"
	"log/slog"
	"mime"
	"path"
	"strings"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
)

//go:embed page
var pageFiles embed.FS

var pageTemplate = template.Must(template.ParseFS(pageFiles, "page/index.html"))

// pageData is what the page shows.
type pageData struct {
	Auth    *clerkfiber.Auth
	Name    string
	Email   string
	Expires time.Time // of the session token
	Left    int       // seconds until then

	BuiltIn                                bool
	SignUpURL, SignOutURL, OrganizationURL string // the built-in Clerk's pages
	DemoEmail, DemoPassword                string
	Components                             *components // nil: they cannot be loaded
}

// components are what a browser needs to load Clerk's own.
type components struct {
	PublishableKey, ProxyURL string
	Scripts                  string // the address below which Clerk's scripts are
}

func (k *clerk) getPage(c *fiber.Ctx) error {
	auth, err := clerkfiber.GetAuth(c)
	if err != nil {
		return err
	}
	data := pageData{Auth: auth, Components: k.componentsFor(c)}
	if k.builtIn != nil {
		home := c.BaseURL() + "/"
		data.BuiltIn, data.DemoEmail, data.DemoPassword = true, demoEmail, demoPassword
		data.SignUpURL, data.SignOutURL = k.builtIn.SignUpURL(home), k.builtIn.SignOutURL(home)
		data.OrganizationURL = k.builtIn.OrganizationURL(home)
	}
	if auth.IsAuthenticated {
		data.Expires = time.Unix(auth.SessionClaims.ExpiresAt, 0).UTC()
		data.Left = int(time.Until(data.Expires).Seconds())
		data.addUser(c)
	}
	var page bytes.Buffer
	if err := pageTemplate.Execute(&page, data); err != nil {
		return err
	}
	c.Set(fiber.HeaderCacheControl, "no-store") // a page about one visitor
	c.Type("html", "utf-8")
	return c.Send(page.Bytes())
}

// addUser falls back on the id when the user cannot be loaded.
func (d *pageData) addUser(c *fiber.Ctx) {
	d.Name = d.Auth.UserID
	user, err := clerkfiber.Client(c).Users.GetUser(c.UserContext(), d.Auth.UserID)
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

// componentsFor finds Clerk's scripts: at its Frontend API, or behind our proxy.
func (k *clerk) componentsFor(c *fiber.Ctx) *components {
	if !k.components {
		return nil
	}
	found := &components{PublishableKey: k.options.PublishableKey, Scripts: "https://" + frontendAPI(k.options.PublishableKey)}
	if k.builtIn != nil {
		found.ProxyURL = c.BaseURL() + "/__clerk"
		found.Scripts = "/__clerk"
	}
	return found
}

// frontendAPI is the host name that a publishable key holds, in base64 with a
// dollar sign at its end.
func frontendAPI(publishableKey string) string {
	encoded := publishableKey[strings.LastIndexByte(publishableKey, '_')+1:]
	host, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(encoded, "="))
	if err != nil {
		return ""
	}
	return strings.TrimSuffix(string(host), "$")
}

// getSignIn is reached when somebody is signed in: RequireAuth has sent
// everybody else to the sign-in page, which comes back to here.
func getSignIn(c *fiber.Ctx) error { return c.Redirect("/", fiber.StatusSeeOther) }

func getStatic(c *fiber.Ctx) error {
	file, err := pageFiles.ReadFile("page/" + path.Base(c.Params("*")))
	if err != nil {
		return fiber.ErrNotFound
	}
	c.Set(fiber.HeaderContentType, mime.TypeByExtension(path.Ext(c.Path())))
	return c.Send(file)
}
