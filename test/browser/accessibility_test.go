package browsertest

import (
	_ "embed"
	"fmt"
	"strings"
	"testing"
)

//go:embed accessibility.js
var accessibilityScript string

// Every page of ours: labels, language, contrast, the Tab key, phones, in both
// colour schemes.
func TestAccessibility(t *testing.T) {
	t.Parallel()
	tab := newVisitor(t)
	app := startProgram(t)
	lowest := map[string]float64{}
	check := func(name string) {
		t.Helper()
		for _, scheme := range []string{"light", "dark"} {
			for _, width := range []int64{1200, 360} {
				tab.look(width, 800, scheme)
				tab.until("the new size", fmt.Sprintf(`innerWidth === %d && matchMedia("(prefers-color-scheme: %s)").matches`, width, scheme))
				for _, fault := range tab.faults() {
					t.Errorf("%s, %s, %d wide: %s", name, scheme, width, fault)
				}
			}
			ratio, err := evaluate[float64](tab, accessibility("lowestContrast()"))
			if err != nil {
				t.Error(err)
			}
			lowest[scheme] = min(ratio, ratioOr(lowest[scheme], ratio))
		}
		t.Logf("accessible: %-28s %d stops of the Tab key", name, tab.walkByKeyboard(name))
	}
	pages := func(pages ...string) {
		t.Helper()
		for _, page := range pages {
			tab.press(page)
			tab.sees("clerktest")
			check(page)
		}
	}

	tab.open(app.at("/"))
	tab.sees("Nobody is signed in")
	check("the page, signed out")
	pages("Sign in", "Use an e-mail code", "Use a password", "Sign up")
	tab.fill("E-mail address", email)
	tab.fill("Password", password)
	tab.press("Sign up")
	tab.sees("taken")
	check("Sign up, refused")
	pages("Sign in")
	tab.fill("E-mail address or user name", email)
	tab.fill("Password", "difference-engine")
	tab.press("Sign in")
	tab.sees("Password is incorrect")
	check("Sign in, refused")
	refusedOnReturn(tab, app)
	check("Sign in, sent back")
	tab.press("Try again")
	tab.sees("Hello, " + fullName)
	check("the page, signed in")
	pages("Choose an organization")
	tab.open(app.at("/"))
	pages("Sign out")
	t.Logf("lowest contrast: light %.2f, dark %.2f", lowest["light"], lowest["dark"])
}

// What keeps the test above honest.
func TestFaultsAreFound(t *testing.T) {
	t.Parallel()
	tab := newVisitor(t)
	tab.open(`data:text/html,<style>a { outline: none; color: %23999 }</style><div style="width: 2000px"><input name="q"><a href="x">pale</a></div>`)
	found := strings.Join(tab.faults(), "\n")
	for _, want := range []string{
		"no language", "no title", "not one main heading", "no main landmark", "no viewport", "wider than the window: 2",
		"no label: q", "too small for a finger: q", "pale: contrast 2.85",
	} {
		if !strings.Contains(found, want) {
			t.Errorf("no %q in\n%s", want, found)
		}
	}
	if fault, err := evaluate[string](tab, accessibility(`(document.querySelector("a").focus(), focusFault())`)); err != nil || fault != "the focus cannot be seen on pale" {
		t.Errorf("an invisible focus: %q %v", fault, err)
	}
}

func ratioOr(ratio, first float64) float64 {
	if ratio == 0 {
		return first
	}
	return ratio
}

func accessibility(expression string) string {
	return script("(() => {" + accessibilityScript + "; return " + expression + "})()")
}

func (b *tab) faults() []string {
	b.t.Helper()
	faults, err := evaluate[[]string](b, accessibility("[...documentFaults(), ...paleTexts()]"))
	if err != nil {
		b.fail("looking for faults: " + err.Error())
	}
	return faults
}

// walkByKeyboard presses Tab until all that can be used was reached, and says
// how much that is.
func (b *tab) walkByKeyboard(name string) int {
	b.t.Helper()
	all, err := evaluate[int](b, accessibility("stops().length"))
	if err != nil {
		b.fail(err.Error())
	}
	reached := map[int]bool{}
	last := -1
	for range 2*all + 4 {
		b.keys("\t")
		position, err := evaluate[int](b, accessibility("position()"))
		if err != nil {
			b.fail(err.Error())
		}
		if position < 0 { // around the end of the page
			last = -1
			continue
		}
		if last >= 0 && position != (last+1)%all {
			b.t.Errorf("%s: the Tab key jumps from %d to %d", name, last, position)
		}
		last, reached[position] = position, true
		if fault, err := evaluate[string](b, accessibility("focusFault()")); err != nil || fault != "" {
			b.t.Errorf("%s: %s %v", name, strings.TrimSpace(fault), err)
		}
		if len(reached) == all {
			break
		}
	}
	if len(reached) != all {
		b.t.Errorf("%s: the Tab key reaches %d of %d", name, len(reached), all)
	}
	return all
}
