package conformance

import (
	"net/http"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// Two instances in one application: the group's pages go to the group's Clerk
// once the application's plugin leaves them alone.
func (f Suite) TestAGroupWithAnotherInstance(t *testing.T) {
	t.Parallel()
	own, o := clerk(t, clerktest.Config{Production: true})
	partner, theirs := clerk(t, clerktest.Config{Production: true})
	if own.FrontendAPI() == partner.FrontendAPI() {
		t.Fatal("these are one instance")
	}
	left := o
	left.Next = func(c Ctx) bool { return strings.HasPrefix(c.Path(), "/partners/") }
	page := func(o Options) response {
		app := f.NewApp(Config{})
		app.Use("/", f.New(o))
		app.Group("/partners", f.New(theirs)).All("/", answerAuth)
		return send(t, app, request(http.MethodGet, "/partners/", "Sec-Fetch-Dest", "document", "Cookie", "__client_uat=1"))
	}
	for _, test := range []struct {
		name    string
		options Options
		to      *clerktest.Server
	}{
		{"the application's plugin comes first", o, own},
		{"and leaves the group alone", left, partner},
	} {
		got := page(test.options)
		if got.status != http.StatusTemporaryRedirect || !strings.Contains(got.header.Get("Location"), test.to.FrontendAPI()) {
			t.Errorf("%s: %d %q, want %s", test.name, got.status, got.header.Get("Location"), test.to.FrontendAPI())
		}
	}
}
