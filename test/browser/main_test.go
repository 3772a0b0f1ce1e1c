package browsertest

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/chromedp/chromedp"
)

// What all tests share: one browser, in which each has a profile of its own,
// the trap behind it, and the program.
var shared struct {
	browser   *tab // the browser's first tab, which all others come from
	trap      *trap
	program   string // path
	clerkJS   string // directory with Clerk's scripts
	noBrowser string // why there is none
}

func TestMain(m *testing.M) {
	os.Exit(run(m))
}

func run(m *testing.M) int {
	chromium := os.Getenv("CHROMIUM")
	if chromium == "" {
		found, err := exec.LookPath("chromium")
		if err != nil {
			fmt.Println("SKIPPED: there is no Chromium; test/browser/run.sh installs it")
			shared.noBrowser = "there is no Chromium"
			return m.Run()
		}
		chromium = found
	}
	shared.clerkJS = os.Getenv("CLERK_JS_DIR")
	work, err := os.MkdirTemp("", "browsertest")
	if err != nil {
		fmt.Println(err)
		return 1
	}
	defer func() { _ = os.RemoveAll(work) }()

	shared.program = filepath.Join(work, "quickstart")
	face, ok := map[string]string{"": "../..", "2": "../..", "3": "../../fiberv3"}[os.Getenv("FIBER")]
	if !ok {
		fmt.Println("FIBER is 2 or 3")
		return 1
	}
	build := exec.Command("go", "build", "-C", face, "-o", shared.program, "./quickstart")
	if output, err := build.CombinedOutput(); err != nil {
		fmt.Printf("building the quickstart: %v\n%s", err, output)
		return 1
	}
	if shared.trap, err = newTrap(); err != nil {
		fmt.Println(err)
		return 1
	}
	defer shared.trap.close()

	first, stop := describeBrowser(chromium, filepath.Join(work, "profile"))
	defer stop()
	if err := chromedp.Do(first); err != nil {
		fmt.Println("starting Chromium:", err)
		return 1
	}
	shared.browser = &tab{ctx: first}
	return m.Run()
}

// nowhere is an address on loopback where nobody listens.
const nowhere = "http://127.0.0.1:9/"

// describeBrowser prepares the browser, which the first use starts. All that is
// not on loopback goes to the trap, whoever in the browser asks for it.
func describeBrowser(path, profile string) (context.Context, func()) {
	options := append([]chromedp.ExecAllocatorOption{}, chromedp.DefaultExecAllocatorOptions[:]...)
	options = append(options,
		chromedp.ExecPath(path),
		chromedp.UserDataDir(profile),
		chromedp.NoSandbox,
		chromedp.DisableGPU,
		chromedp.Flag("disable-quic", true),
		chromedp.Flag("disable-component-update", true),
		chromedp.Flag("disable-domain-reliability", true),
		chromedp.Flag("disable-features", "Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,NetworkTimeServiceQuerying"),
		chromedp.Flag("lang", "en-US"),
		// The browser's own errands, which have nothing to do with any page.
		chromedp.Flag("gaia-url", nowhere),
		chromedp.Flag("google-apis-url", nowhere),
		chromedp.Flag("component-updater", "url-source="+nowhere),
		chromedp.Flag("apps-gallery-update-url", nowhere),
		chromedp.Flag("host-resolver-rules", "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"),
		chromedp.ProxyServer("http://"+shared.trap.address),
		chromedp.IgnoreCertErrors, // of the stand-in for Clerk's Frontend API
	)
	allocator, endAllocator := chromedp.NewExecAllocator(context.Background(), options...)
	ctx, end := chromedp.NewContext(allocator)
	return ctx, func() { end(); endAllocator() }
}
