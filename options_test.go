package clerkfiber_test

import (
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
)

const (
	testKey   = "pk_test_cXVpY2stZmliZXItNDIuY2xlcmsuYWNjb3VudHMuZGV2JA" // quick-fiber-42.clerk.accounts.dev$
	liveKey   = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"                       // clerk.example.com$
	fakeTest  = "sk_test_fakefakefakefakefake"
	fakeLive  = "sk_live_fakefakefakefakefake"
	developer = "fakefake"
)

func TestWrongOptionsAreRefusedAtStart(t *testing.T) {
	for _, name := range []string{"CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY", "CLERK_JWT_KEY", "CLERK_DOMAIN", "CLERK_IS_SATELLITE", "CLERK_PROXY_URL", "CLERK_SIGN_IN_URL", "CLERK_API_URL"} {
		t.Setenv(name, "")
	}
	good := clerkfiber.Options{PublishableKey: testKey, SecretKey: fakeTest}
	with := func(change func(*clerkfiber.Options)) clerkfiber.Options {
		o := good
		change(&o)
		return o
	}
	for _, test := range []struct {
		name    string
		options clerkfiber.Options
		want    []string // all of these in the message
	}{
		{"nothing", clerkfiber.Options{}, []string{"2 faults", "PublishableKey (CLERK_PUBLISHABLE_KEY): missing", "SecretKey (CLERK_SECRET_KEY): missing", "dashboard.clerk.com"}},
		{"a secret key for all to see", with(func(o *clerkfiber.Options) { o.PublishableKey = fakeTest }), []string{"PublishableKey", "secret key", "sk_test…"}},
		{"a publishable key as secret", with(func(o *clerkfiber.Options) { o.SecretKey = testKey }), []string{"SecretKey", "publishable key"}},
		{"test with live", with(func(o *clerkfiber.Options) { o.SecretKey = fakeLive }), []string{"SecretKey", "production", "development"}},
		{"live with test", with(func(o *clerkfiber.Options) { o.PublishableKey = liveKey }), []string{"SecretKey", "production", "development"}},
		{"a key that does not decode", with(func(o *clerkfiber.Options) { o.PublishableKey = "pk_test_%%%" }), []string{"PublishableKey", "pk_test_…"}},
		{"a key that names no host", with(func(o *clerkfiber.Options) { o.PublishableKey = "pk_test_bm90aGluZw" }), []string{"PublishableKey"}},
		{"a key with a line break", with(func(o *clerkfiber.Options) { o.SecretKey = "sk_test_fake\r\nX: y" }), []string{"SecretKey", "line break"}},
		{"a PEM that is none", with(func(o *clerkfiber.Options) { o.JWTKey = "not a key" }), []string{"JWTKey (CLERK_JWT_KEY)", "PEM"}},
		{"a domain with a scheme", with(func(o *clerkfiber.Options) { o.Domain = "https://example.com" }), []string{"Domain (CLERK_DOMAIN)", "scheme"}},
		{"a domain with a path", with(func(o *clerkfiber.Options) { o.Domain = "example.com/app" }), []string{"Domain"}},
		{"a party with a path", with(func(o *clerkfiber.Options) { o.AuthorizedParties = []string{"https://example.com/"} }), []string{"AuthorizedParties", "https://example.com/"}},
		{"a party without a scheme", with(func(o *clerkfiber.Options) { o.AuthorizedParties = []string{"example.com"} }), []string{"AuthorizedParties"}},
		{"an API URL that is none", with(func(o *clerkfiber.Options) { o.APIURL = "api.example.com" }), []string{"APIURL (CLERK_API_URL)"}},
		{"a proxy URL that is none", with(func(o *clerkfiber.Options) { o.ProxyURL = "//evil.example" }), []string{"ProxyURL (CLERK_PROXY_URL)"}},
		{"a satellite of nowhere", with(func(o *clerkfiber.Options) { o.IsSatellite = true }), []string{"2 faults", "Domain (CLERK_DOMAIN)", "SignInURL (CLERK_SIGN_IN_URL)"}},
		{"a satellite without a sign-in page", with(func(o *clerkfiber.Options) { o.IsSatellite, o.Domain = true, "s.example" }), []string{"SignInURL"}},
		{"a satellite's sign-in page on itself", with(func(o *clerkfiber.Options) { o.IsSatellite, o.Domain, o.SignInURL = true, "s.example", "/sign-in" }), []string{"SignInURL", "absolute"}},
		{"a pattern that is none", with(func(o *clerkfiber.Options) { o.OrganizationSync.OrganizationPatterns = []string{"/orgs/:"} }), []string{"OrganizationSync"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			handler, err := clerkfiber.NewHandler(test.options)
			if err == nil || handler != nil {
				t.Fatalf("accepted: %v", test.options)
			}
			for _, want := range test.want {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("the message lacks %q:\n%v", want, err)
				}
			}
			if strings.Contains(err.Error(), developer) {
				t.Errorf("the message shows a key: %v", err)
			}
			defer func() {
				if fmt.Sprint(recover()) != err.Error() {
					t.Error("New and NewHandler say different things")
				}
			}()
			clerkfiber.New(test.options)
		})
	}
	for _, options := range []clerkfiber.Options{
		good,
		{PublishableKey: liveKey, SecretKey: fakeLive, IsSatellite: true, Domain: "satellite.example"},
		with(func(o *clerkfiber.Options) {
			o.IsSatellite, o.ProxyURL, o.SignInURL = true, "https://app.example/__clerk", "https://primary.example/sign-in"
		}),
		with(func(o *clerkfiber.Options) { o.ProxyURL = "/__clerk" }),
	} {
		if _, err := clerkfiber.NewHandler(options); err != nil {
			t.Errorf("refused: %v", err)
		}
	}
}

func TestEmptyFieldsComeFromTheEnvironment(t *testing.T) {
	t.Setenv("CLERK_PUBLISHABLE_KEY", liveKey)
	t.Setenv("CLERK_SECRET_KEY", fakeLive+"\n")
	if _, err := clerkfiber.NewHandler(clerkfiber.Options{}); err != nil {
		t.Error(err)
	}
	if _, err := clerkfiber.NewHandler(clerkfiber.Options{PublishableKey: testKey, SecretKey: fakeTest}); err != nil {
		t.Errorf("a field that is set was read from the environment: %v", err)
	}
	t.Setenv("CLERK_DOMAIN", "http://x")
	t.Setenv("CLERK_IS_SATELLITE", "perhaps")
	_, err := clerkfiber.NewHandler(clerkfiber.Options{})
	if err == nil || !strings.Contains(err.Error(), "CLERK_DOMAIN") || !strings.Contains(err.Error(), "IsSatellite") {
		t.Errorf("got %v", err)
	}
}

func TestPrintingOptionsShowsNoKey(t *testing.T) {
	t.Parallel()
	const secret = "0123456789abcdefghij"
	o := clerkfiber.Options{
		PublishableKey: "pk_test_" + secret, SecretKey: "sk_test_" + secret, MachineSecretKey: "ak_" + secret, JWTKey: secret,
		Next: func(*fiber.Ctx) bool { return false }, HTTPClient: http.DefaultClient, Domain: "example.com",
	}
	v := clerkfiber.VerifyTokenOptions{SecretKey: "sk_test_" + secret, JWTKey: secret}
	type nested struct {
		O clerkfiber.Options
		P *clerkfiber.Options
	}
	for _, value := range []any{o, &o, nested{o, &o}, []clerkfiber.Options{o}, map[string]any{"o": o}, v, &v} {
		for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x"} {
			refuseSecret(t, verb, fmt.Sprintf(verb, value))
		}
		data, err := json.Marshal(value)
		if err != nil {
			t.Errorf("JSON: %v", err)
		}
		refuseSecret(t, "JSON", string(data))
		var text, lines strings.Builder
		slog.New(slog.NewJSONHandler(&text, nil)).Info("x", "options", value)
		slog.New(slog.NewTextHandler(&lines, nil)).Info("x", "options", value)
		refuseSecret(t, "slog", text.String()+lines.String())
	}
	if got := fmt.Sprint(o); !strings.Contains(got, "sk_test") || !strings.Contains(got, "example.com") {
		t.Errorf("nothing is shown: %s", got)
	}
}

func refuseSecret(t *testing.T, how, text string) {
	t.Helper()
	if strings.Contains(text, "12345678") || strings.Contains(text, fmt.Sprintf("%x", "12345678")) {
		t.Errorf("%s shows a key: %s", how, text)
	}
}
