package replay

import (
	"encoding/json"
	"fmt"
	"net/url"
	"reflect"
	"slices"
	"sort"
	"strings"
)

// difference is one thing that is not as recorded.
type difference struct {
	What, Want, Got string
}

func (d difference) String() string {
	return fmt.Sprintf("%s:\n    there %s\n    here  %s", d.What, d.Want, d.Got)
}

type differences []difference

func (d *differences) add(what string, want, got any) {
	*d = append(*d, difference{what, fmt.Sprint(want), fmt.Sprint(got)})
}

func (d *differences) equal(what string, want, got any) {
	if !reflect.DeepEqual(want, got) {
		d.add(what, show(want), show(got))
	}
}

func show(v any) string {
	raw, err := json.Marshal(v)
	if err != nil {
		return fmt.Sprint(v)
	}
	return string(raw)
}

// compare says everything in which the plugin's answer is not the recorded one.
func compare(s *shared, c *recorded, g *got) differences {
	var d differences
	want := c.Answer
	d.equal("status", want.Status, g.Status)
	d.headers("", want.Headers, g.Headers, c.Options.FrontendAPIProxy != nil && want.Passed == nil)
	d.equal("error", want.Error != "", g.Error != "")
	if want.Passed == nil && (c.Options.FrontendAPIProxy != nil || want.Status != 400) {
		d.equal("body", want.Body, g.Body)
	}
	d.calls("asked", want.Asked, g.Asked)
	if (want.Passed == nil) != (g.Passed == nil) {
		d.equal("passed on", want.Passed != nil, g.Passed != nil)
	} else if want.Passed != nil {
		d.passed(s, want.Passed, g)
	}
	for _, row := range want.Direct {
		for _, form := range row.Accepts {
			d.state(s, "direct "+form, row.Is, g.direct[form])
		}
	}
	return d
}

func (d *differences) passed(s *shared, want *passed, g *got) {
	for _, row := range want.Auth {
		for _, form := range row.Accepts {
			d.json("auth "+form, s.object(row.Is), g.auth[form])
		}
	}
	d.equal("has", want.Has, g.Passed.Has)
	d.equal("token", want.Token, g.Passed.Token)
	for name, value := range want.Debug {
		if shown, ok := g.debug[name]; ok && shown != value {
			d.add("debug "+name, value, shown)
		}
	}
	for i, row := range want.GetToken {
		here := g.Passed.GetToken[i]
		what := "getToken " + show(row.Params)
		d.equal(what+" token", row.Token, here.Token)
		d.equal(what+" fails", row.Fails, here.Fails)
		d.calls(what+" asked", row.Asked, here.Asked)
	}
}

func (d *differences) state(s *shared, what string, want, got state) {
	if want.Error != "" || got.Error != "" {
		if (want.Error != "") != (got.Error != "") {
			d.add(what+" error", want.Error, got.Error)
		}
		d.calls(what+" asked", want.Asked, got.Asked)
		return
	}
	d.equal(what+" status", want.Status, got.Status)
	d.equal(what+" reason", text(want.Reason), text(got.Reason))
	d.equal(what+" message", text(want.Message), text(got.Message))
	d.equal(what+" tokenType", text(want.TokenType), text(got.TokenType))
	d.equal(what+" isAuthenticated", want.IsAuthenticated, got.IsAuthenticated)
	d.equal(what+" token", text(want.Token), text(got.Token))
	d.headers(what+" ", want.Headers, got.Headers, false)
	if string(want.Auth) != "null" { // a handshake has no auth there
		d.json(what+" auth", s.object(want.Auth), got.Auth)
		pending := want.PendingAuth
		if pending == nil {
			pending = want.Auth
		}
		d.json(what+" pending auth", s.object(pending), got.PendingAuth)
	}
	d.calls(what+" asked", want.Asked, got.Asked)
}

func text(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// object looks up a named object of nobody.
func (s *shared) object(raw json.RawMessage) json.RawMessage {
	var name string
	if json.Unmarshal(raw, &name) == nil {
		return s.Nobody[name]
	}
	return raw
}

func (d *differences) json(what string, want, got json.RawMessage) {
	var w, g any
	if json.Unmarshal(want, &w) != nil || json.Unmarshal(got, &g) != nil || !reflect.DeepEqual(w, g) {
		d.add(what, string(want), string(got))
	}
}

// never are headers that the servers add by themselves.
var never = map[string]bool{
	"date": true, "connection": true, "keep-alive": true, "transfer-encoding": true, "content-length": true, "server": true,
}

func ours(name string) bool {
	return name == "location" || name == "set-cookie" || name == "cache-control" ||
		strings.HasPrefix(name, "x-clerk-") || strings.HasPrefix(name, "access-control-")
}

func (d *differences) headers(what string, want, got [][2]string, all bool) {
	w, g := byName(want, all), byName(got, all)
	for _, name := range names(w, g) {
		if name == "location" && len(w[name]) == 1 && len(g[name]) == 1 {
			d.location(what+name, w[name][0], g[name][0])
			continue
		}
		d.equal(what+name, w[name], g[name])
	}
}

func byName(headers [][2]string, all bool) map[string][]string {
	m := map[string][]string{}
	for _, pair := range headers {
		name := pair[0]
		if ours(name) || all && !never[name] {
			m[name] = append(m[name], pair[1])
		}
	}
	return m
}

func names(maps ...map[string][]string) []string {
	var all []string
	for _, m := range maps {
		for name := range m {
			all = append(all, name)
		}
	}
	sort.Strings(all)
	return slices.Compact(all)
}

// location compares addresses; the order of a query's parameters does not count.
func (d *differences) location(what, want, got string) {
	w, errW := url.Parse(want)
	g, errG := url.Parse(got)
	if errW != nil || errG != nil {
		d.equal(what, want, got)
		return
	}
	wq, gq := w.Query(), g.Query()
	w.RawQuery, g.RawQuery = "", ""
	d.equal(what, w.String(), g.String())
	for _, name := range names(wq, gq) {
		if name == "redirect_url" && len(wq[name]) == 1 && len(gq[name]) == 1 {
			d.location(what+" "+name, wq[name][0], gq[name][0])
			continue
		}
		d.equal(what+" "+name, wq[name], gq[name])
	}
}

func (d *differences) calls(what string, want, got []call) {
	if len(want) != len(got) {
		d.add(what, show(want), show(got))
		return
	}
	for i := range want {
		w, g := want[i], got[i]
		if sameJSON(w.Body, g.Body) {
			w.Body, g.Body = "", ""
		}
		if proxied := byName(lower(w.Headers), true)["host"] != nil; proxied {
			d.headers(fmt.Sprintf("%s %d ", what, i), lower(w.Headers), lower(g.Headers), true)
		}
		w.Headers, g.Headers = nil, nil
		d.equal(fmt.Sprintf("%s %d", what, i), w, g)
	}
}

func lower(headers [][2]string) [][2]string {
	lowered := slices.Clone(headers)
	for i := range lowered {
		lowered[i][0] = strings.ToLower(lowered[i][0])
	}
	return lowered
}

func sameJSON(a, b string) bool {
	var x, y any
	return json.Unmarshal([]byte(a), &x) == nil && json.Unmarshal([]byte(b), &y) == nil && reflect.DeepEqual(x, y)
}
