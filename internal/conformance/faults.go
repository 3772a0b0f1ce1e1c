package conformance

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
)

type wrongOptions struct {
	name   string
	change func(*Options)
	want   []string // all of these in the message
}

// What is wrong with one field is said with the field, the variable that is
// read as well, and what to do.
func (f Suite) TestWrongOptionsAreRefusedAtStart(t *testing.T) {
	t.Parallel()
	for _, test := range concat(wrongKeys, wrongAddresses, wrongLists, wrongNumbers, wrongSatellites) {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			options := goodOptions()
			test.change(&options)
			handler, err := f.NewHandler(options)
			if err == nil || handler != nil {
				t.Fatalf("accepted: %v", options)
			}
			for _, want := range append(test.want, "clerkfiber: wrong configuration") {
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
			f.New(options)
		})
	}
}

func concat(lists ...[]wrongOptions) []wrongOptions {
	var all []wrongOptions
	for _, list := range lists {
		all = append(all, list...)
	}
	return all
}

func goodOptions() Options {
	return Options{PublishableKey: testKey, SecretKey: fakeTest, Environment: map[string]string{}}
}

func live(o *Options) { o.PublishableKey, o.SecretKey = liveKey, fakeLive }

func secretKey(key string) func(*Options) {
	return func(o *Options) { o.SecretKey = key }
}

func publishableKey(key string) func(*Options) {
	return func(o *Options) { o.PublishableKey = key }
}

func machineKey(key string) func(*Options) {
	return func(o *Options) { o.MachineSecretKey = key }
}

const (
	secretNamed      = "SecretKey (CLERK_SECRET_KEY): "
	publishableNamed = "PublishableKey (CLERK_PUBLISHABLE_KEY): "
	machineNamed     = "MachineSecretKey (CLERK_MACHINE_SECRET_KEY): "
	keysPage         = "https://dashboard.clerk.com/~/api-keys"
	machinesPage     = "https://dashboard.clerk.com/~/machines"
)

var wrongKeys = []wrongOptions{
	{"nothing", func(o *Options) { o.PublishableKey, o.SecretKey = "", "" }, []string{"2 faults", publishableNamed + "missing", secretNamed + "missing", keysPage}},
	{"a secret key for all to see", publishableKey(fakeTest), []string{publishableNamed, "secret key", "sk_test…", keysPage}},
	{"a publishable key as secret", secretKey(testKey), []string{secretNamed, "publishable key", keysPage}},
	{"a machine's key as secret", secretKey("ak_fakefakefake"), []string{secretNamed, "no secret key", keysPage}},
	{"a reference that was not resolved", secretKey("op://vault/clerk/fakefake"), []string{secretNamed, "no secret key"}},
	{"a placeholder", secretKey("${CLERK_SECRET_KEY}"), []string{secretNamed, "placeholder"}},
	{"test with live", secretKey(fakeLive), []string{secretNamed, "production", "PublishableKey (CLERK_PUBLISHABLE_KEY)", "development", keysPage}},
	{"live with test", publishableKey(liveKey), []string{secretNamed, "production", "PublishableKey (CLERK_PUBLISHABLE_KEY)", "development"}},
	{"a key that does not decode", publishableKey("pk_test_%%%"), []string{publishableNamed, "pk_test…"}},
	{"a key that names no host", publishableKey("pk_test_bm90aGluZw"), []string{publishableNamed}},

	{"double quotes", secretKey(`"` + fakeTest + `"`), []string{secretNamed, "quote"}},
	{"single quotes", secretKey("'" + fakeTest + "'"), []string{secretNamed, "quote"}},
	{"typographic quotes", secretKey("“" + fakeTest + "”"), []string{secretNamed, "quote"}},
	{"a semicolon", secretKey(fakeTest + ";"), []string{secretNamed, "';'"}},
	{"a comma", secretKey(fakeTest + ","), []string{secretNamed, "','"}},
	{"a line break written out", secretKey(fakeTest + `\n`), []string{secretNamed, `\n`}},
	{"a line break", secretKey("sk_test_fake\r\nX: y"), []string{secretNamed, "line break"}},
	{"a byte order mark", secretKey("\ufeff" + fakeTest), []string{secretNamed, "byte order mark", "UTF-8"}},
	{"a zero-width space", secretKey("sk_test_\u200bfakefake"), []string{secretNamed, "U+200B"}},
	{"a blank", secretKey("sk_test_fake fakefake"), []string{secretNamed, "blank"}},
	{"a blank that is wide", secretKey("sk_test_\u00a0fakefake"), []string{secretNamed, "U+00A0"}},
	{"a letter that looks alike", secretKey("sk_test_f\u0430kefakefake"), []string{secretNamed, "U+0430"}},
	{"a control character", secretKey("sk_test_\x00fakefake"), []string{secretNamed, "U+0000"}},
	{"a publishable key in quotes", publishableKey(`"` + testKey + `"`), []string{publishableNamed, "quote", keysPage}},
	{"a publishable key with a byte order mark", publishableKey("\ufeff" + testKey), []string{publishableNamed, "byte order mark"}},

	{"a secret key for a machine", machineKey(fakeTest), []string{machineNamed, "ak_", machinesPage}},
	{"a publishable key for a machine", machineKey(testKey), []string{machineNamed, "ak_", machinesPage}},
	{"a token for a machine", machineKey("mt_fakefakefake"), []string{machineNamed, "ak_", machinesPage}},
	{"a machine's key in quotes", machineKey("'ak_fakefakefake'"), []string{machineNamed, "quote", machinesPage}},

	{"a PEM that is none", func(o *Options) { o.JWTKey = "not a key" }, []string{"JWTKey (CLERK_JWT_KEY): ", "PEM", keysPage}},
	{"a PEM with line breaks written out", func(o *Options) { o.JWTKey = `-----BEGIN PUBLIC KEY-----\nMIIB\n-----END PUBLIC KEY-----` }, []string{"JWTKey (CLERK_JWT_KEY): ", `\n`, keysPage}},
	{"a PEM in quotes", func(o *Options) { o.JWTKey = `"-----BEGIN PUBLIC KEY-----` }, []string{"JWTKey (CLERK_JWT_KEY): ", "quote"}},
}

func signInURL(u string) func(*Options) {
	return func(o *Options) { o.SignInURL = u }
}

func frontendAPIURL(u string) func(*Options) {
	return func(o *Options) { o.FrontendAPIURL = u }
}

var wrongAddresses = []wrongOptions{
	{"an API URL that is none", func(o *Options) { o.APIURL = "api.example.com" }, []string{"APIURL (CLERK_API_URL): ", "absolute"}},
	{"an API URL in quotes", func(o *Options) { o.APIURL = "'https://api.example.com'" }, []string{"APIURL (CLERK_API_URL): ", "quote"}},
	{"an API URL with a password", func(o *Options) { o.APIURL = "https://u:fakefake@api.example.com" }, []string{"APIURL", "user"}},
	{"a live key in clear", func(o *Options) { live(o); o.APIURL = "http://api.example.com" }, []string{"APIURL (CLERK_API_URL): ", "in clear", "https"}},
	{"a live key in clear, by the proxy", func(o *Options) { live(o); o.FrontendAPIURL = "http://10.0.0.1:8080" }, []string{"FrontendAPIURL (CLERK_FAPI_URL): ", "in clear"}},
	{"a Frontend API that is no address", frontendAPIURL("nonsense"), []string{"FrontendAPIURL (CLERK_FAPI_URL): "}},
	{"a Frontend API of another scheme", frontendAPIURL("ftp://x.example"), []string{"FrontendAPIURL (CLERK_FAPI_URL): "}},
	{"a Frontend API with a password", frontendAPIURL("https://u:fakefake@x.example"), []string{"FrontendAPIURL (CLERK_FAPI_URL): "}},
	{"a Frontend API with a query", frontendAPIURL("https://x.example?q=1"), []string{"FrontendAPIURL (CLERK_FAPI_URL): "}},
	{"a Frontend API with a fragment", frontendAPIURL("https://x.example#h"), []string{"FrontendAPIURL (CLERK_FAPI_URL): "}},
	{"a Frontend API without a host", frontendAPIURL("https://"), []string{"FrontendAPIURL (CLERK_FAPI_URL): "}},
	{"a proxy URL that is none", func(o *Options) { o.ProxyURL = "//evil.example" }, []string{"ProxyURL (CLERK_PROXY_URL): "}},
	{"a proxy URL in quotes", func(o *Options) { o.ProxyURL = `"/__clerk"` }, []string{"ProxyURL (CLERK_PROXY_URL): ", "quote"}},
	{"a proxy's path that is none", func(o *Options) { o.FrontendAPIProxy.Path = "__clerk" }, []string{"FrontendAPIProxy.Path: ", "slash"}},
	{"a proxy's path with a pattern", func(o *Options) { o.FrontendAPIProxy.Path = "/__clerk/*" }, []string{"FrontendAPIProxy.Path: ", "plain path"}},
	{"a domain with a scheme", func(o *Options) { o.Domain = "https://example.com" }, []string{"Domain (CLERK_DOMAIN): ", "scheme"}},
	{"a domain with a path", func(o *Options) { o.Domain = "example.com/app" }, []string{"Domain (CLERK_DOMAIN): "}},
	{"a domain in quotes", func(o *Options) { o.Domain = "'example.com'" }, []string{"Domain (CLERK_DOMAIN): ", "quote"}},
	{"a domain with a wildcard", func(o *Options) { o.Domain = "*.example.com" }, []string{"Domain (CLERK_DOMAIN): "}},
	{"a sign-in page in quotes", signInURL("'https://example.com/sign-in'"), []string{"SignInURL (CLERK_SIGN_IN_URL): ", "quote"}},
	{"a sign-in page that is a program", signInURL("javascript:alert(1)"), []string{"SignInURL (CLERK_SIGN_IN_URL): ", "http"}},
	{"a sign-in page that differs below each path", signInURL("sign-in"), []string{"SignInURL (CLERK_SIGN_IN_URL): ", "slash"}},
	{"a sign-in page on any host", signInURL("//example.com/sign-in"), []string{"SignInURL (CLERK_SIGN_IN_URL): "}},
	{"a sign-in page with a backslash", signInURL(`/\example.com`), []string{"SignInURL (CLERK_SIGN_IN_URL): "}},
	{"a sign-in page with a line break", signInURL("/sign-in\nx"), []string{"SignInURL (CLERK_SIGN_IN_URL): "}},
	{"a sign-up page that is a program", func(o *Options) { o.SignUpURL = "data:text/html,x" }, []string{"SignUpURL (CLERK_SIGN_UP_URL): "}},
	{"a page after signing in in quotes", func(o *Options) { o.AfterSignInURL = `"/home"` }, []string{"AfterSignInURL: ", "quote"}},
	{"a page after signing up that is a program", func(o *Options) { o.AfterSignUpURL = "javascript:x" }, []string{"AfterSignUpURL: "}},
	{"a version that is none", func(o *Options) { o.APIVersion = "v1/users" }, []string{"APIVersion (CLERK_API_VERSION): "}},
	{"a user agent that no header holds", func(o *Options) { o.UserAgent = "x\r\ny" }, []string{"UserAgent: "}},
}

func party(origin string) func(*Options) {
	return func(o *Options) { o.AuthorizedParties = []string{"https://good.example", origin} }
}

func pattern(p string) func(*Options) {
	return func(o *Options) { o.OrganizationSync.OrganizationPatterns = []string{"/o/:id", p} }
}

var wrongLists = []wrongOptions{
	{"a party with a slash", party("https://example.com/"), []string{"AuthorizedParties: ", `"https://example.com/"`, "without a path"}},
	{"a party with a path", party("https://example.com/app"), []string{"AuthorizedParties: ", "without a path"}},
	{"a party without a scheme", party("example.com"), []string{"AuthorizedParties: ", "such as https://example.com"}},
	{"a party without a scheme, with a port", party("localhost:3000"), []string{"AuthorizedParties: ", "such as https://example.com"}},
	{"a party with a wildcard", party("https://*.example.com"), []string{"AuthorizedParties: ", "wildcard", "list each origin"}},
	{"any party", party("*"), []string{"AuthorizedParties: ", "wildcard"}},
	{"a party in capitals", party("https://Example.com"), []string{"AuthorizedParties: ", `"https://example.com"`}},
	{"a party with the port that browsers leave out", party("https://example.com:443"), []string{"AuthorizedParties: ", `"https://example.com"`}},
	{"a party in quotes", party("'https://example.com'"), []string{"AuthorizedParties: "}},
	{"an empty party", party(""), []string{"AuthorizedParties: "}},
	{"a pattern that is none", pattern("/orgs/:"), []string{"OrganizationSync.OrganizationPatterns: "}},
	{"a pattern of another name", pattern("/orgs/:name"), []string{"OrganizationSync.OrganizationPatterns: ", "/orgs/:name", ":id or :slug"}},
	{"a pattern without a name", pattern("/orgs/(.*)"), []string{"OrganizationSync.OrganizationPatterns: ", ":id or :slug"}},
	{"a pattern that no path begins with", pattern("orgs/:slug"), []string{"OrganizationSync.OrganizationPatterns: ", "slash"}},
	{"a personal pattern that is none", func(o *Options) { o.OrganizationSync.PersonalAccountPatterns = []string{"/me/:"} }, []string{"OrganizationSync.PersonalAccountPatterns: "}},
	{"a personal pattern that no path begins with", func(o *Options) {
		o.OrganizationSync.PersonalAccountPatterns = []string{"me/(.*)"}
	}, []string{"OrganizationSync.PersonalAccountPatterns: ", "slash"}},
}

var wrongNumbers = []wrongOptions{
	{"a cache of less than nothing", func(o *Options) { o.TokenCache.Size = -1 }, []string{"TokenCache.Size: is negative"}},
	{"a memory of less than nothing", func(o *Options) { o.TokenCache.MaxBytes = -1 }, []string{"TokenCache.MaxBytes: is negative"}},
	{"answers of tomorrow", func(o *Options) { o.MachineTokenCache.TTL = -time.Second }, []string{"MachineTokenCache.TTL: is negative"}},
	{"a client that gives up before it begins", func(o *Options) { o.HTTPClient = &http.Client{Timeout: -time.Second} }, []string{"HTTPClient: ", "negative"}},
}

var wrongSatellites = []wrongOptions{
	{"neither yes nor no", func(o *Options) { o.Environment = map[string]string{"CLERK_IS_SATELLITE": "yes"} }, []string{`IsSatellite (CLERK_IS_SATELLITE): "yes"`, "true nor false"}},
	{"a satellite of nowhere", func(o *Options) { o.IsSatellite = true }, []string{"2 faults", "Domain (CLERK_DOMAIN): missing", "SignInURL (CLERK_SIGN_IN_URL): missing"}},
	{"a satellite without a sign-in page", func(o *Options) { o.IsSatellite, o.Domain = true, "s.example" }, []string{"SignInURL (CLERK_SIGN_IN_URL): missing"}},
	{"a satellite's sign-in page on itself", func(o *Options) { o.IsSatellite, o.Domain, o.SignInURL = true, "s.example", "/sign-in" }, []string{"SignInURL (CLERK_SIGN_IN_URL): ", "absolute"}},
}

func (f Suite) TestAllFaultsAtOnce(t *testing.T) {
	t.Parallel()
	_, err := f.NewHandler(Options{
		PublishableKey: testKey, SecretKey: `"` + fakeTest, MachineSecretKey: fakeTest, SignInURL: "javascript:x",
		AuthorizedParties: []string{"https://*.example.com"}, TokenCache: clerkauth.TokenCacheOptions{Size: -1},
		Environment: map[string]string{"CLERK_IS_SATELLITE": "yes"},
	})
	if err == nil || !strings.Contains(err.Error(), "6 faults") {
		t.Errorf("got %v", err)
	}
}

func (f Suite) TestOptionsThatAreRight(t *testing.T) {
	t.Parallel()
	for name, change := range map[string]func(*Options){
		"the keys alone":                 func(*Options) {},
		"white space around":             func(o *Options) { o.SecretKey = "\t" + fakeTest + "\r\n"; o.SignInURL = " /sign-in " },
		"a secret key of the first days": func(o *Options) { o.SecretKey = "test_fakefakefake" },
		"a machine's key":                machineKey("ak_fakefakefake"),
		"a satellite in production":      func(o *Options) { live(o); o.IsSatellite, o.Domain = true, "satellite.example" },
		"a satellite in development": func(o *Options) {
			o.IsSatellite, o.ProxyURL, o.SignInURL = true, "https://app.example/__clerk", "https://primary.example/sign-in"
		},
		"a proxy on the request's origin":  func(o *Options) { o.ProxyURL = "/__clerk" },
		"a sign-in page on its own origin": signInURL("/sign-in?from=app#top"),
		"a sign-in page elsewhere":         signInURL("https://example.com/sign-in?from=app"),
		"an application's own scheme":      party("capacitor://localhost"),
		"a party with a port":              party("http://localhost:3000"),
		"a party in Punycode":              party("https://xn--mnchen-3ya.example"),
		"patterns":                         pattern("/(en|de)/orgs/:slug/(.*)"),
		"no clock skew":                    func(o *Options) { o.ClockSkew = -1 },
		"a live key to this machine": func(o *Options) {
			live(o)
			o.APIURL = "http://127.0.0.1:8080"
			o.FrontendAPIURL = "http://[::1]:8081"
		},
		"a live key to localhost":                func(o *Options) { live(o); o.APIURL = "http://api.localhost:8080" },
		"a test key in clear":                    func(o *Options) { o.APIURL = "http://clerk:8080" },
		"a proxy's path with slashes at its end": func(o *Options) { o.FrontendAPIProxy.Path = "/__clerk//" },
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			options := goodOptions()
			change(&options)
			if _, err := f.NewHandler(options); err != nil {
				t.Errorf("refused: %v", err)
			}
		})
	}
}

// VerifyToken and a client of the Backend API, which are made without New, take
// no more than it. Neither reads the environment, so neither names a variable.
func (f Suite) TestTheSameFaultsWithoutThePlugin(t *testing.T) {
	t.Parallel()
	verify := func(o clerkauth.VerifyTokenOptions) error {
		_, err := f.VerifyToken(context.Background(), "a.b.c", o)
		return err
	}
	client := func(o backendapi.Options) error {
		_, err := backendapi.New(o)
		return err
	}
	for _, test := range []struct {
		name string
		err  error
		want string
	}{
		{"VerifyToken: quotes", verify(clerkauth.VerifyTokenOptions{SecretKey: "'" + fakeTest + "'"}), "SecretKey: "},
		{"VerifyToken: in clear", verify(clerkauth.VerifyTokenOptions{SecretKey: fakeLive, APIURL: "http://api.example.com"}), "APIURL: "},
		{"VerifyToken: a wildcard", verify(clerkauth.VerifyTokenOptions{SecretKey: fakeTest, AuthorizedParties: []string{"https://*.example.com"}}), "AuthorizedParties: "},
		{"VerifyToken: no PEM", verify(clerkauth.VerifyTokenOptions{JWTKey: "not a key"}), "JWTKey: "},
		{"client: quotes", client(backendapi.Options{SecretKey: "'" + fakeTest + "'"}), "Options.SecretKey: "},
		{"client: a publishable key", client(backendapi.Options{SecretKey: testKey}), "Options.SecretKey: "},
		{"client: a machine with the instance's key", client(backendapi.Options{MachineSecretKey: fakeTest}), "Options.MachineSecretKey: "},
		{"client: in clear", client(backendapi.Options{SecretKey: fakeLive, APIURL: "http://api.example.com"}), "Options.APIURL: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.err == nil || !strings.Contains(test.err.Error(), test.want) || strings.Contains(test.err.Error(), "CLERK_") || strings.Contains(test.err.Error(), developer) {
				t.Errorf("got %v", test.err)
			}
		})
	}
}
