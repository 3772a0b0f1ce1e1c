//go:build screenshots

package browsertest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

var screenshots = flag.String("screenshots", "", "the directory to make the documentation's pictures in")

// maxPicture keeps the repository small.
const maxPicture = 150_000

// The pictures of the documentation: screenshots.sh makes them.
func TestScreenshots(t *testing.T) {
	needClerkJS(t)
	const desk, phone = 860, 390
	visitor := newVisitor(t)
	app := startProgram(t)
	picture := func(from *tab, name string, width int64, scheme string) {
		t.Helper()
		from.look(width, 300, scheme)
		from.until("the new size", `innerWidth > 0 && document.fonts.status === "loaded"`)
		height, err := evaluate[int64](from, "(scrollTo(0, 0), document.documentElement.scrollHeight)")
		if err != nil {
			t.Fatal(err)
		}
		from.look(width, max(height, width*5/8), scheme)
		ctx, end := context.WithTimeout(from.ctx, patience)
		defer end()
		image, err := chromedp.Run(ctx, chromedp.CaptureScreenshot())
		if err != nil {
			t.Fatal(err)
		}
		if len(image) > maxPicture {
			t.Errorf("%s has %d bytes", name, len(image))
		}
		if err := os.WriteFile(filepath.Join(*screenshots, name), image, 0o600); err != nil {
			t.Fatal(err)
		}
	}

	visitor.open(app.at("/"))
	visitor.sees("Nobody is signed in")
	picture(visitor, "signed-out.png", desk, "light")
	visitor.press("Sign in")
	visitor.fill("E-mail address or user name", email)
	visitor.fill("Password", "difference-engine")
	visitor.press("Sign in")
	visitor.sees("Password is incorrect")
	picture(visitor, "sign-in-error.png", desk, "light")
	visitor.fill("Password", password)
	visitor.asSlowAsAPerson(app.origin)
	visitor.press("Sign in")
	visitor.sees("Hello, " + fullName)
	picture(visitor, "signed-in.png", desk, "light")
	picture(visitor, "signed-in-phone-dark.png", phone, "dark")

	components := newVisitor(t)
	withComponents := startProgram(t, "CLERK_JS_DIR="+shared.clerkJS)
	components.open(withComponents.at("/"))
	components.until("Clerk's field", script(`labelled("Email address")`))
	picture(components, "components.png", desk, "light")
}
