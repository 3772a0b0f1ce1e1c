package browsertest

import (
	"context"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"strconv"
	"strings"
	"time"

	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// A visitor finds things as people do: fields by their labels, links and
// buttons by their texts. visitor.js has the functions that look for them.
//
//go:embed visitor.js
var visitorScript string

// script is an expression that may use the functions of visitor.js.
func script(expression string) string {
	return "(() => {" + visitorScript + "; return " + expression + "})()"
}

// sees waits for a text.
func (b *tab) sees(text string) {
	b.t.Helper()
	b.until("the text "+strconv.Quote(text), script("sees("+strconv.Quote(text)+")"))
}

// press clicks, with the mouse, on the link or button with a text.
func (b *tab) press(text string) {
	b.t.Helper()
	b.clickOn("the link or button "+strconv.Quote(text), "pressable("+strconv.Quote(text)+")")
}

// clickOn waits until an element can be clicked on and stands still.
func (b *tab) clickOn(what, element string) {
	b.t.Helper()
	type point struct{ X, Y float64 }
	var at *point
	b.await(what, func() bool {
		found, err := evaluate[*point](b, script("middle("+element+")"))
		at = found
		return err == nil && at != nil
	})
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	if err := chromedp.Do(ctx, chromedp.MouseClickXY(at.X, at.Y)); err != nil {
		b.fail("clicking on " + what + ": " + err.Error())
	}
}

// fill types into the field with a label, after what is there has been removed.
func (b *tab) fill(label, value string) {
	b.t.Helper()
	b.await("the focus in "+strconv.Quote(label), func() bool {
		b.clickOn("the field "+strconv.Quote(label), "labelled("+strconv.Quote(label)+")")
		focused, err := evaluate[bool](b, script("empty(labelled("+strconv.Quote(label)+"))"))
		return err == nil && focused
	})
	b.keys(value)
	b.until("the text typed into "+strconv.Quote(label),
		script("labelled("+strconv.Quote(label)+").value === "+strconv.Quote(value)))
}

// keys presses keys.
func (b *tab) keys(keys string) {
	b.t.Helper()
	ctx, end := context.WithTimeout(b.ctx, patience)
	defer end()
	if err := chromedp.Do(ctx, chromedp.KeyEvent(keys)); err != nil {
		b.fail("pressing keys: " + err.Error())
	}
}

// cookies are those that the address sees.
func (b *tab) cookies(address string) map[string]string {
	b.t.Helper()
	found := map[string]string{}
	for _, c := range must(b, network.GetCookies, network.GetCookiesParams{URLs: []string{address}}).Cookies {
		found[c.Name] = c.Value
	}
	return found
}

// sessionToken is the value of the session cookie, or "".
func (b *tab) sessionToken(address string) string {
	b.t.Helper()
	return b.cookies(address)["__session"]
}

// forget removes the cookies whose names begin so.
func (b *tab) forget(address, prefix string) {
	b.t.Helper()
	for name := range b.cookies(address) {
		if strings.HasPrefix(name, prefix) {
			must(b, network.DeleteCookies, network.DeleteCookiesParams{Name: name, URL: address})
		}
	}
}

// asSlowAsAPerson waits until the plugin has forgotten the visitor's latest
// handshakes. It counts those that follow each other within two seconds, to
// end loops, and no person makes three of them so fast.
func (b *tab) asSlowAsAPerson(address string) {
	b.t.Helper()
	b.await("the handshakes to be forgotten", func() bool {
		_, counting := b.cookies(address)["__clerk_redirect_count"]
		return !counting
	})
}

// outlive waits until a session token is no longer accepted: its lifetime is
// over, and the plugin's allowance for clocks that differ.
func (b *tab) outlive(token string) {
	b.t.Helper()
	const allowance = 5 * time.Second
	var claims struct {
		Expires int64 `json:"exp"`
	}
	parts := strings.Split(token, ".")
	if len(parts) != 3 {
		b.fail("there is no session token in the cookie")
	}
	payload, err := base64.RawURLEncoding.DecodeString(parts[1])
	if err == nil {
		err = json.Unmarshal(payload, &claims)
	}
	if err != nil {
		b.fail("the session token cannot be read: " + err.Error())
	}
	over := time.Unix(claims.Expires, 0).Add(allowance + time.Second)
	b.await("the end of the token", func() bool { return time.Now().After(over) })
}
