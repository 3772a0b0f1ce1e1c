package browsertest

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"github.com/chromedp/cdproto/network"
)

// The person whom the quickstart's built-in Clerk knows.
const (
	email    = "ada@example.com"
	password = "analytical-engine"
	fullName = "Ada Lovelace"
)

// The built-in Clerk's pages need no JavaScript, and are not in its way.
func TestHostedPages(t *testing.T) {
	t.Parallel()
	t.Run("without JavaScript", func(t *testing.T) {
		t.Parallel()
		visitor := newVisitor(t)
		visitor.withoutScripts()
		hostedJourney(t, newJourney(t, "hosted, no JavaScript"), visitor)
	})
	t.Run("with JavaScript", func(t *testing.T) {
		t.Parallel()
		hostedJourney(t, newJourney(t, "hosted, JavaScript"), newVisitor(t))
	})
}

func hostedJourney(t *testing.T, j *journey, tab *tab) {
	var app *program
	j.step("the program starts", func() { app = startProgram(t, "QUICKSTART_TOKEN_TTL=3s") })

	j.step("a first visit", func() {
		redirects := tab.redirectsOf(func() { tab.open(app.at("/")) })
		tab.sees("Nobody is signed in")
		tab.isAt(app.at("/"))
		if redirects != 3 { // to Clerk, back, and to the address without Clerk's parameters
			t.Errorf("%d redirects, want 3", redirects)
		}
	})
	j.step("a protected page refuses", func() {
		tab.open(app.at("/protected"))
		tab.sees("User not authenticated")
		tab.open(app.at("/"))
	})
	j.step("an unknown address is said under its field", func() {
		tab.press("Sign in")
		tab.fill("E-mail address or user name", "nobody@example.com")
		tab.fill("Password", password)
		tab.press("Sign in")
		tab.seesUnder("E-mail address or user name", "Couldn't find your account.")
	})
	j.step("a wrong password is said under its field", func() {
		tab.fill("E-mail address or user name", email)
		tab.fill("Password", "difference-engine")
		tab.press("Sign in")
		tab.seesUnder("Password", "Password is incorrect. Try again, or use another method.")
	})
	j.step("signing in comes back to the page", func() {
		tab.fill("Password", password)
		tab.press("Sign in")
		tab.sees("Hello, " + fullName)
		tab.sees(email)
		tab.isAt(app.at("/"))
	})
	j.step("protected pages open", func() { protectedPages(tab, app) })
	j.step("choosing an organization shows it on the page", func() {
		tab.press("Choose an organization")
		tab.clickOn("the organization", `[...document.querySelectorAll("label")].find((e) => words(e).startsWith("Analytical Engines"))`)
		tab.press("Continue")
		tab.sees("analytical-engines (org:admin)")
		tab.isAt(app.at("/"))
	})
	j.step("the token expired: renewed without a redirect", func() {
		expired := tab.sessionToken(app.origin)
		tab.outlive(expired)
		redirects := tab.redirectsOf(func() { tab.open(app.at("/")) })
		tab.sees("Hello, " + fullName)
		if redirects != 0 || tab.sessionToken(app.origin) == expired {
			tab.fail("the page came after redirects, or with the old token")
		}
	})
	j.step("the token expired, no refresh token: a handshake", func() {
		tab.forget(app.origin, "__refresh")
		tab.outlive(tab.sessionToken(app.origin))
		redirects := tab.redirectsOf(func() { tab.open(app.at("/")) })
		tab.sees("Hello, " + fullName)
		tab.isAt(app.at("/"))
		if redirects == 0 {
			tab.fail("the page came without a handshake")
		}
	})
	second := tab.another()
	j.step("a second tab is signed in", func() {
		second.open(app.at("/"))
		second.sees("Hello, " + fullName)
	})
	j.step("signing out in one tab is seen in the other", func() {
		signOutHosted(tab)
		second.open(app.at("/"))
		second.sees("Nobody is signed in")
		second.open(app.at("/protected"))
		second.sees("User not authenticated")
	})
	j.step("a session revoked from another browser ends", func() {
		signInHosted(tab, app)
		other := newVisitor(t)
		signInWithCode(other, app)
		revoke(other, app, sessionID(tab))
		tab.outlive(tab.sessionToken(app.origin))
		tab.open(app.at("/"))
		tab.sees("Nobody is signed in")
		other.open(app.at("/"))
		other.sees("Hello, " + fullName)
	})
	j.step("started anew with a new Clerk: signed out, and in again", func() {
		signInHosted(tab, app)
		app.restart()
		tab.open(app.at("/"))
		tab.sees("Nobody is signed in")
		signInHosted(tab, app)
		signOutHosted(tab)
	})
	j.step("signing up", func() {
		tab.press("Sign up")
		tab.fill("First name (optional)", "Grace")
		tab.fill("Last name (optional)", "Hopper")
		tab.fill("E-mail address", "grace@example.com")
		tab.fill("Password", "compiles-at-once")
		tab.asSlowAsAPerson(app.origin)
		tab.press("Sign up")
		tab.sees("Hello, Grace Hopper")
		signOutHosted(tab)
	})
	j.step("not taken for signed in: told so, not sent in circles", func() {
		refusedOnReturn(tab, app)
		tab.press("Try again")
		tab.sees("Hello, " + fullName)
	})
}

// refusedOnReturn signs in while the application believes itself in a loop of
// handshakes, so that it takes the visitor for signed out.
func refusedOnReturn(tab *tab, app *program) {
	tab.t.Helper()
	const loop = "__clerk_redirect_count"
	tab.open(app.at("/"))
	tab.press("Sign in")
	tab.fill("E-mail address or user name", email)
	tab.fill("Password", password)
	must(tab, network.SetCookie, network.SetCookieParams{Name: loop, Value: "3", URL: app.origin})
	tab.press("Sign in")
	tab.sees("The application sent you back")
	tab.forget(app.origin, loop)
}

func signInHosted(tab *tab, app *program) {
	tab.t.Helper()
	tab.open(app.at("/"))
	tab.press("Sign in")
	tab.fill("E-mail address or user name", email)
	tab.fill("Password", password)
	tab.asSlowAsAPerson(app.origin)
	tab.press("Sign in")
	tab.sees("Hello, " + fullName)
}

func signInWithCode(tab *tab, app *program) {
	tab.t.Helper()
	tab.open(app.at("/"))
	tab.press("Sign in")
	tab.press("Use an e-mail code")
	tab.fill("E-mail address or user name", email)
	tab.fill("Code", "424242")
	tab.press("Sign in")
	tab.sees("Hello, " + fullName)
}

// signOutHosted answers the page that asks whether it is meant.
func signOutHosted(tab *tab) {
	tab.t.Helper()
	tab.press("Sign out")
	tab.sees("Signed in as:")
	tab.press("Sign out")
	tab.sees("Nobody is signed in")
}

func protectedPages(tab *tab, app *program) {
	tab.t.Helper()
	tab.press("/protected")
	tab.sees("User retrieved successfully")
	tab.open(app.at("/private"))
	tab.sees(`"hello":"world"`)
	tab.open(app.at("/"))
	tab.sees("Hello, " + fullName)
}

// isAt waits for an address, to the letter.
func (b *tab) isAt(address string) {
	b.t.Helper()
	b.until("the address "+address, `location.href === "`+address+`"`)
}

// seesUnder waits for a message that belongs to a field: below it, announced
// with it, and with the focus where it must be mended.
func (b *tab) seesUnder(label, message string) {
	b.t.Helper()
	b.until("the message "+message+" under "+label, script(`(() => {
		const input = labelled("`+label+`");
		const note = document.getElementById(input.getAttribute("aria-describedby"));
		return input.getAttribute("aria-invalid") === "true" && document.activeElement === input &&
			words(note) === "`+message+`" && visible(note) &&
			note.getBoundingClientRect().top >= input.getBoundingClientRect().bottom;
	})()`))
}

func sessionID(tab *tab) string {
	tab.t.Helper()
	id, err := evaluate[string](tab, `document.body.innerText.match(/sess_\w+/)[0]`)
	if err != nil {
		tab.fail("the page names no session: " + err.Error())
	}
	return id
}

// revoke ends a session of the same person from another browser, by the call
// that Clerk's list of devices makes.
func revoke(from *tab, app *program, session string) {
	from.t.Helper()
	query := url.Values{"__clerk_db_jwt": {from.cookies(app.origin)["__clerk_db_jwt"]}, "_clerk_session_id": {sessionID(from)}}
	address := app.at("/__clerk/v1/me/sessions/" + session + "/revoke?" + query.Encode())
	req, err := http.NewRequestWithContext(from.t.Context(), http.MethodPost, address, strings.NewReader(""))
	if err != nil {
		from.t.Fatal(err)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		from.t.Fatal(err)
	}
	_ = res.Body.Close()
	if res.StatusCode != http.StatusOK {
		from.t.Fatalf("revoking the session: %s", res.Status)
	}
}
