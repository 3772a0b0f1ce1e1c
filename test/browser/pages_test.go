package browsertest

import (
	"bytes"
	"html/template"
	"net"
	"net/http"
	"slices"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

var notebook = template.Must(template.New("notebook").Parse(`<!doctype html><html lang="en"><title>Notebook</title>
{{.Scripts}}{{with .Scripts}}<script nonce="{{$.Nonce}}">
addEventListener("DOMContentLoaded", async () => {
  await Clerk.load({ ui: { ClerkUI: window.__internal_ClerkUICtor }, telemetry: false });
  let known = Clerk.session?.id ?? "";
  Clerk.addListener(({ session }) => {
    if (session === undefined || (session?.id ?? "") === known) return;
    location.assign("/components");
  });
  if (Clerk.session) Clerk.mountUserButton(document.getElementById("clerk"));
  else Clerk.mountSignIn(document.getElementById("clerk"), { routing: "virtual", forceRedirectUrl: "/components" });
});
</script>{{end}}
{{if .Auth.IsAuthenticated}}<p>Hello, {{.Auth.UserID}}</p>
<form method="post" action="/note"><label>Note <input name="note"></label><button>Save</button></form>
<form method="post" action="/sign-out"><button>Sign out</button></form>
{{else}}<p>Nobody is signed in</p><a href="{{.SignIn}}">Sign in</a>{{end}}
<div id="clerk"></div>`))

// startNotebook serves an application of forms, behind a plugin, at each host
// by https.
func startNotebook(t *testing.T, plugin fiber.Handler, hosts ...string) {
	t.Helper()
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 16 << 10})
	app.Use(plugin)
	page := func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		data := map[string]any{"Auth": auth, "SignIn": clerkfiber.SignInURL(c), "Nonce": "abc123"}
		if c.Path() == "/components" {
			c.Set("Content-Security-Policy", "script-src 'nonce-abc123' 'strict-dynamic'")
			data["Scripts"] = clerkfiber.Scripts(c)
		}
		switch c.Path() {
		case "/secretive":
			c.Set("Referrer-Policy", "no-referrer")
		case "/sandbox":
			c.Set("Content-Security-Policy", "sandbox allow-forms")
		}
		var html bytes.Buffer
		if err := notebook.Execute(&html, data); err != nil {
			return err
		}
		return c.Type("html").Send(html.Bytes())
	}
	app.Get("/", page)
	app.Get("/secretive", page)
	app.Get("/sandbox", page)
	app.Get("/components", page)
	app.Post("/note", clerkfiber.RequireAuth(), func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c)
		if err != nil {
			return err
		}
		return c.SendString("Saved by " + auth.UserID + ": " + c.FormValue("note"))
	})
	app.Post("/sign-out", func(c *fiber.Ctx) error {
		if err := clerkfiber.SignOut(c); err != nil {
			return err
		}
		return c.Redirect("/", http.StatusSeeOther)
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	served := make(chan error)
	go func() { served <- app.Listener(listener) }()
	t.Cleanup(func() {
		if err := app.Shutdown(); err != nil {
			t.Error(err)
		}
		if err := <-served; err != nil {
			t.Error(err)
		}
	})
	for _, host := range hosts {
		withTLS(t, host, "http://"+listener.Addr().String())
	}
}

func optionsOf(clerk *clerktest.Server) clerkfiber.Options {
	return clerkfiber.Options{
		Environment: map[string]string{}, PublishableKey: clerk.PublishableKey(), SecretKey: clerk.SecretKey(),
		APIURL: clerk.BackendURL(), FrontendAPIURL: clerk.FrontendURL(), RefreshForms: true,
	}
}

// Forms and sign-out without a line of JavaScript.
func TestPagesWithoutScripts(t *testing.T) {
	t.Parallel()
	tab := newVisitor(t)
	j := newJourney(t, "forms, no JavaScript")
	clerk := startClerk(t, clerktest.Config{Production: true})
	withTLS(t, "accounts."+clerk.Domain(), clerk.FrontendURL())
	startNotebook(t, clerkfiber.New(optionsOf(clerk)), clerk.Domain())
	origin := "https://" + clerk.Domain()
	tab.withoutScripts()

	j.step("signing in on Clerk's page, by SignInURL", func() {
		tab.open(origin + "/")
		tab.press("Sign in")
		tab.fill("E-mail address or user name", email)
		tab.fill("Password", password)
		tab.press("Sign in")
		tab.sees("Hello, user_")
		tab.isAt(origin + "/")
	})
	j.step("a form that stood open until the token had expired", func() {
		before := tab.sessionToken(origin)
		tab.fill("Note", "a long letter")
		tab.outlive(before)
		if redirects := tab.redirectsOf(func() {
			tab.press("Save")
			tab.sees("a long letter")
		}); redirects != 0 {
			tab.fail("the form was sent around")
		}
		tab.sees("Saved by user_")
		if after := tab.sessionToken(origin); after == "" || after == before {
			tab.fail("the answer brought no new token")
		}
	})
	j.step("a page that hides where its forms come from", func() {
		tab.open(origin + "/secretive")
		tab.fill("Note", "a short letter")
		tab.outlive(tab.sessionToken(origin))
		tab.press("Save")
		tab.sees("a short letter")
	})
	j.step("a sandboxed page of the same origin is not refreshed", func() {
		tab.open(origin + "/sandbox")
		tab.fill("Note", "no letter")
		tab.outlive(tab.sessionToken(origin))
		tab.press("Save")
		tab.sees("Unauthorized")
	})
	second := tab.another()
	second.withoutScripts()
	j.step("signing out in one tab ends the other", func() {
		tab.open(origin + "/")
		second.open(origin + "/")
		second.fill("Note", "too late")
		session := liveSessions(t, clerk)
		tab.press("Sign out")
		tab.sees("Nobody is signed in")
		second.press("Save")
		second.sees("Unauthorized")
		second.open(origin + "/")
		second.sees("Nobody is signed in")
		if left := liveSessions(t, clerk); session != 1 || left != 0 {
			t.Errorf("%d live sessions at Clerk, before it %d", left, session)
		}
		for name := range tab.cookies(origin) {
			if name != "__client" { // the Frontend API's own
				t.Errorf("the cookie %s is left", name)
			}
		}
	})
}

// liveSessions counts at Clerk.
func liveSessions(t *testing.T, clerk *clerktest.Server) int {
	t.Helper()
	api, err := backendapi.New(backendapi.Options{SecretKey: clerk.SecretKey(), APIURL: clerk.BackendURL()})
	if err != nil {
		t.Fatal(err)
	}
	users, err := api.Users.GetUserList(t.Context(), backendapi.GetUserListParams{})
	if err != nil || len(users.Data) != 1 {
		t.Fatal(users, err)
	}
	sessions, err := api.Sessions.GetSessionList(t.Context(), backendapi.GetSessionListParams{UserID: users.Data[0].ID, Status: "active"})
	if err != nil {
		t.Fatal(err)
	}
	return len(sessions.Data)
}

// Two Clerk instances in one application, each at a host of its own and with
// its own clerk-js, in one browser.
func TestTwoTenants(t *testing.T) {
	needClerkJS(t)
	t.Parallel()
	tab := newVisitor(t)
	j := newJourney(t, "two tenants")
	one, two := startClerk(t, clerktest.Config{Production: true}), startClerk(t, clerktest.Config{Production: true})
	kept := map[string]clerkfiber.Options{one.Domain(): optionsOf(one), two.Domain(): optionsOf(two)}
	startNotebook(t, clerkfiber.NewPerRequest(func(c *fiber.Ctx) (clerkfiber.Options, error) {
		if o, ok := kept[c.Hostname()]; ok {
			return o, nil
		}
		return clerkfiber.Options{}, fiber.ErrNotFound
	}), one.Domain(), two.Domain())
	at := func(clerk *clerktest.Server) string { return "https://" + clerk.Domain() + "/components" }
	signIn := func(clerk *clerktest.Server) {
		tab.open(at(clerk))
		tab.sees("Nobody is signed in")
		tab.fill("Email address", email)
		tab.press("Continue")
		tab.fill("Password", password)
		tab.press("Continue")
		tab.sees("Hello, user_")
		tab.seesUserButton()
	}
	j.step("signing in at the first", func() {
		signIn(one)
		if asked := tab.requests("https://" + two.FrontendAPI()); asked != 0 {
			t.Errorf("%d requests to the other's Clerk", asked)
		}
	})
	j.step("nobody at the second, which has another clerk-js", func() {
		before := tab.requests("https://" + one.FrontendAPI())
		signIn(two)
		if tab.requests("https://"+one.FrontendAPI()) != before || tab.requests("https://"+two.FrontendAPI()+"/npm/@clerk/clerk-js") == 0 {
			tab.fail("its clerk-js is not its own")
		}
	})
	j.step("a form at each is its own user's", func() {
		var users []string
		for _, clerk := range []*clerktest.Server{one, two} {
			tab.open(at(clerk))
			tab.fill("Note", "from "+clerk.Domain())
			tab.press("Save")
			tab.sees("from " + clerk.Domain())
			user, err := evaluate[string](tab, `document.body.innerText.match(/user_\w+/)[0]`)
			if err != nil || slices.Contains(users, user) || tab.requests("https://"+clerk.FrontendAPI()) == 0 {
				tab.fail("this is the other's user")
			}
			users = append(users, user)
		}
	})
	j.step("one's token is nobody's at the other", func() {
		stolen := tab.sessionToken("https://" + one.Domain())
		if _, err := evaluate[bool](tab, `!fetch("/note", {method: "POST", headers: {Authorization: "Bearer `+stolen+`"}}).then(async (r) => { window.said = await r.text() })`); err != nil {
			t.Fatal(err)
		}
		tab.until("a refusal", `window.said === "Unauthorized"`)
	})
	j.step("signing out at the first leaves the second alone", func() {
		tab.open(at(one))
		tab.press("Sign out")
		tab.sees("Nobody is signed in")
		tab.open(at(two))
		tab.sees("Hello, user_")
		tab.seesUserButton()
	})
}
