package browsertest

import (
	"context"
	"fmt"
	"net/url"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// patience is for a machine that is busy with other things.
const patience = 60 * time.Second

// tab is a tab of the browser. Its methods fail the test when what they ask
// for does not come.
type tab struct {
	t   testing.TB
	ctx context.Context

	mu        sync.Mutex
	trouble   []string // exceptions in scripts, hosts that are not on loopback
	documents []string // the addresses of all pages asked for, redirects too
	asked     []string // of all requests: method and address
}

// newVisitor is a tab with no cookies and no history.
func newVisitor(t testing.TB) *tab {
	t.Helper()
	if shared.noBrowser != "" {
		t.Skip("SKIPPED: " + shared.noBrowser)
	}
	return shared.browser.opens(t, chromedp.WithNewBrowserContext())
}

// another is a second tab of the same visitor.
func (b *tab) another() *tab { return b.opens(b.t) }

// opens makes a new tab.
func (b *tab) opens(t testing.TB, options ...chromedp.ContextOption) *tab {
	t.Helper()
	ctx, end := chromedp.NewContext(b.ctx, options...)
	t.Cleanup(end)
	b = &tab{t: t, ctx: ctx}
	if err := chromedp.Listen(ctx, b.observe); err != nil {
		t.Fatal("opening a tab: ", err)
	}
	must(b, network.Enable, network.EnableParams{})
	must(b, page.Enable, page.EnableParams{})
	// Pages ask more rarely for a new token while they are not looked at.
	must(b, emulation.SetFocusEmulationEnabled, emulation.SetFocusEmulationEnabledParams{Enabled: true})
	b.look(1200, 900, "light")
	t.Cleanup(func() {
		for _, line := range b.allTrouble() {
			t.Error(line)
		}
	})
	return b
}

// must sends a command of the DevTools protocol.
func must[P, R any](b *tab, command cdp.Command[P, R], params P) R {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	result, err := chromedp.Call(ctx, command, params)
	if err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
	return result
}

// observe runs for every event of the tab.
func (b *tab) observe(event any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		b.asked = append(b.asked, e.Request.Method+" "+e.Request.URL)
		if e.Type == network.ResourceTypeDocument {
			b.documents = append(b.documents, e.Request.URL)
		}
		if !onLoopback(e.Request.URL) {
			b.trouble = append(b.trouble, "asked for "+e.Request.URL+" on "+e.DocumentURL)
		}
	case *runtime.EventExceptionThrown:
		text := e.ExceptionDetails.Text
		if e.ExceptionDetails.Exception != nil {
			text += " " + e.ExceptionDetails.Exception.Description
		}
		b.trouble = append(b.trouble, "exception: "+text)
	}
}

func onLoopback(address string) bool {
	u, err := url.Parse(address)
	if err != nil {
		return false
	}
	switch u.Scheme {
	case "data", "blob", "about":
		return true
	}
	switch u.Hostname() {
	case "localhost", "127.0.0.1", "::1":
		return true
	}
	return shared.trap.knows(u.Hostname())
}

// allTrouble is what must not have happened.
func (b *tab) allTrouble() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	list := slices.Clone(b.trouble)
	for _, host := range shared.trap.caught() {
		list = append(list, "the browser asked for a host that is not on loopback: "+host)
	}
	return list
}

// look sets the size of the window and the colour scheme.
func (b *tab) look(width, height int64, scheme string) {
	b.t.Helper()
	must(b, emulation.SetDeviceMetricsOverride, emulation.SetDeviceMetricsOverrideParams{
		Width: width, Height: height, DeviceScaleFactor: 1,
	})
	must(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: scheme}},
	})
}

// withoutScripts has the tab run no JavaScript of a page's.
func (b *tab) withoutScripts() {
	b.t.Helper()
	must(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: true})
	b.open("data:text/html,<title>off</title><script>document.title = 'on'</script>")
	b.until("a page whose script did not run", `document.title === "off"`)
}

// open goes to an address and waits for the page.
func (b *tab) open(address string) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	if err := chromedp.Do(ctx, chromedp.Navigate(address)); err != nil {
		b.fail(fmt.Sprintf("opening %s: %v", address, err))
	}
}

// redirectsOf counts the pages on the way to the one that act leads to.
func (b *tab) redirectsOf(act func()) int {
	b.mu.Lock()
	before := len(b.documents)
	b.mu.Unlock()
	act()
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.documents) - before - 1
}

// requests counts those whose method and address contain all parts.
func (b *tab) requests(parts ...string) int {
	b.mu.Lock()
	defer b.mu.Unlock()
	n := 0
next:
	for _, line := range b.asked {
		for _, part := range parts {
			if !strings.Contains(line, part) {
				continue next
			}
		}
		n++
	}
	return n
}

// evaluate returns the value of an expression of JavaScript.
func evaluate[T any](b *tab, expression string) (T, error) {
	ctx, end := context.WithTimeout(b.ctx, 10*time.Second)
	defer end()
	return chromedp.Run(ctx, chromedp.Evaluate[T](expression))
}

// until waits for an expression of JavaScript to become true.
func (b *tab) until(what, expression string) {
	b.t.Helper()
	b.await(what, func() bool {
		// A page that is being left has no answer, the next one will.
		holds, err := evaluate[bool](b, "!!("+expression+")")
		return err == nil && holds
	})
}

// await asks again and again.
func (b *tab) await(what string, done func() bool) {
	b.t.Helper()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	deadline := time.After(patience)
	for !done() {
		select {
		case <-again.C:
		case <-deadline:
			b.fail("waited in vain for " + what)
		}
	}
}

// fail shows what the visitor sees.
func (b *tab) fail(why string) {
	b.t.Helper()
	seen, err := evaluate[string](b, `location.href + "\n" + (document.body ? document.body.innerText : "")`)
	if err != nil {
		seen = err.Error()
	}
	b.mu.Lock()
	last := b.asked[max(0, len(b.asked)-12):]
	b.mu.Unlock()
	b.t.Fatalf("%s\n--- the tab shows\n%s\n--- its last requests\n%s", why, seen, strings.Join(last, "\n"))
}
