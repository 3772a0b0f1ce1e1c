package browsertest

import (
	"testing"
)

// Clerk's own components, unmodified, through the application's proxy to the
// Frontend API.
func TestComponents(t *testing.T) {
	needClerkJS(t)
	t.Parallel()
	tab := newVisitor(t)
	j := newJourney(t, "components, proxy")
	var app *program
	j.step("the program starts", func() {
		app = startProgram(t, "QUICKSTART_TOKEN_TTL=8s", "CLERK_JS_DIR="+shared.clerkJS)
	})
	j.step("a first visit shows <SignIn/>", func() {
		tab.open(app.at("/"))
		tab.sees("Nobody is signed in")
		tab.until("Clerk's field", script(`labelled("Email address")`))
		tab.look(360, 800, "dark")
		tab.until("a page no wider than a phone", `innerWidth === 360 && document.documentElement.scrollWidth <= 360`)
		tab.look(1200, 900, "light")
	})
	j.step("an unknown address is said under its field", func() {
		tab.fill("Email address", "nobody@example.com")
		tab.press("Continue")
		tab.seesBelow("Email address", "Couldn't find your account.")
	})
	j.step("a wrong password is said under its field", func() {
		tab.fill("Email address", email)
		tab.press("Continue")
		tab.fill("Password", "difference-engine")
		tab.press("Continue")
		tab.seesBelow("Password", "Password is incorrect. Try again, or use another method.")
	})
	j.step("signing in shows the page and <UserButton/>", func() {
		tab.fill("Password", password)
		tab.press("Continue")
		tab.sees("Hello, " + fullName)
		tab.seesUserButton()
	})
	j.step("protected pages open", func() { protectedPages(tab, app) })
	j.step("the token is renewed before it expires, on the page", func() {
		tab.seesUserButton()
		token, before := tab.sessionToken(app.origin), tab.requests("/__clerk/v1/client/sessions/", "/tokens")
		redirects := tab.redirectsOf(func() {
			tab.await("another token", func() bool { return tab.sessionToken(app.origin) != token })
		})
		if redirects != -1 || tab.requests("/__clerk/v1/client/sessions/", "/tokens") == before {
			tab.fail("the token changed by another way than clerk-js's")
		}
	})
	j.step("the token expired on a page without scripts: renewed", func() {
		tab.open(app.at("/public"))
		tab.outlive(tab.sessionToken(app.origin))
		tab.open(app.at("/protected"))
		tab.sees("User retrieved successfully")
		tab.open(app.at("/"))
		tab.seesUserButton()
	})
	second := tab.another()
	j.step("a second tab is signed in", func() {
		second.open(app.at("/"))
		second.sees("Hello, " + fullName)
		second.seesUserButton()
	})
	j.step("signing out with <UserButton/> is seen in the other tab", func() {
		tab.clickOn("<UserButton/>", userButton)
		tab.clickOn("its sign-out", `document.querySelector(".cl-userButtonPopoverActionButton__signOut")`)
		tab.sees("Nobody is signed in")
		second.sees("Nobody is signed in") // nobody touched this tab
		tab.open(app.at("/protected"))
		tab.sees("User not authenticated")
	})
	j.step("a session revoked from another browser ends on the page", func() {
		signInComponents(tab, app)
		tab.seesUserButton()
		other := newVisitor(t)
		signInComponents(other, app)
		revoke(other, app, sessionID(tab))
		tab.sees("Nobody is signed in") // nobody touched this tab either
	})
	j.step("started anew with a new Clerk: signed out, and in again", func() {
		signInComponents(tab, app)
		app.restart()
		tab.open(app.at("/"))
		tab.sees("Nobody is signed in")
		signInComponents(tab, app)
	})
}

func needClerkJS(t *testing.T) {
	t.Helper()
	if shared.clerkJS == "" {
		t.Skip("SKIPPED: CLERK_JS_DIR is not set; test/browser/run.sh fetches Clerk's scripts and sets it")
	}
}

func signInComponents(tab *tab, app *program) {
	tab.t.Helper()
	tab.open(app.at("/"))
	tab.fill("Email address", email)
	tab.press("Continue")
	tab.fill("Password", password)
	tab.asSlowAsAPerson(app.origin)
	tab.press("Continue")
	tab.sees("Hello, " + fullName)
}

const userButton = `document.querySelector(".cl-userButtonTrigger")`

func (b *tab) seesUserButton() {
	b.t.Helper()
	b.until("<UserButton/>", script("visible("+userButton+")"))
}

// seesBelow waits for a message of Clerk's below a field.
func (b *tab) seesBelow(label, message string) {
	b.t.Helper()
	b.until("the message "+message+" below "+label, script(`(() => {
		const bottom = labelled("`+label+`").getBoundingClientRect().bottom;
		const below = (e) => words(e) === "`+message+`" && visible(e) && e.getBoundingClientRect().top >= bottom;
		return [...document.querySelectorAll("[id^=error-]")].some(below);
	})()`))
}
