package conformance

import (
	"reflect"
	"strings"
	"testing"
)

const (
	testKey   = "pk_test_cXVpY2stZmliZXItNDIuY2xlcmsuYWNjb3VudHMuZGV2JA" // quick-fiber-42.clerk.accounts.dev$
	liveKey   = "pk_live_Y2xlcmsuZXhhbXBsZS5jb20k"                       // clerk.example.com$
	fakeTest  = "sk_test_fakefakefakefakefake"
	fakeLive  = "sk_live_fakefakefakefakefake"
	developer = "fakefake"
)

func (f Suite) TestEmptyFieldsComeFromTheEnvironment(t *testing.T) {
	t.Setenv("CLERK_PUBLISHABLE_KEY", liveKey)
	t.Setenv("CLERK_SECRET_KEY", fakeLive+"\n")
	if _, err := f.NewHandler(Options{}); err != nil {
		t.Error(err)
	}
	if _, err := f.NewHandler(Options{PublishableKey: testKey, SecretKey: fakeTest}); err != nil {
		t.Errorf("a field that is set was read from the environment: %v", err)
	}
	t.Setenv("CLERK_DOMAIN", "http://x")
	t.Setenv("CLERK_IS_SATELLITE", "yes")
	_, err := f.NewHandler(Options{})
	for _, want := range []string{"2 faults", "Domain (CLERK_DOMAIN): ", `IsSatellite (CLERK_IS_SATELLITE): "yes" is neither true nor false`} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("no word of %q: %v", want, err)
		}
	}
	if _, err := f.NewHandler(Options{IsSatellite: true, Domain: "s.example"}); err != nil {
		t.Errorf("fields that are set, and a variable that is wrong: %v", err)
	}
}

// The process's environment is full of traps; Environment is read in its place.
func (f Suite) TestEnvironmentInPlaceOfTheProcesss(t *testing.T) {
	for f := range reflect.TypeFor[Options]().NumField() {
		if variable := reflect.TypeFor[Options]().Field(f).Tag.Get("env"); variable != "" {
			t.Setenv(variable, "nonsense of the process")
		}
	}
	for _, test := range []struct {
		name    string
		options Options
		want    string // of the error, empty for none
	}{
		{"all that is needed", Options{Environment: map[string]string{"CLERK_PUBLISHABLE_KEY": testKey, "CLERK_SECRET_KEY": fakeTest}}, ""},
		{"white space around", Options{Environment: map[string]string{"CLERK_PUBLISHABLE_KEY": " " + testKey, "CLERK_SECRET_KEY": fakeTest + "\r\n", "CLERK_IS_SATELLITE": " false\n"}}, ""},
		{"a field that is set counts first", Options{SecretKey: fakeTest, Environment: map[string]string{"CLERK_PUBLISHABLE_KEY": testKey, "CLERK_SECRET_KEY": "sk_"}}, ""},
		{"empty is not the process's", Options{Environment: map[string]string{}}, "PublishableKey (CLERK_PUBLISHABLE_KEY): missing"},
		{"nil is the process's", Options{}, `"nonsens" is neither true nor false`},
		{"faults name the variable", Options{Environment: map[string]string{"CLERK_PUBLISHABLE_KEY": testKey, "CLERK_SECRET_KEY": fakeTest, "CLERK_SIGN_IN_URL": "javascript:x"}}, "SignInURL (CLERK_SIGN_IN_URL)"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := f.NewHandler(test.options)
			if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.Contains(err.Error(), test.want)) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

// Every field of Options is read from the same-named variable, or is on the
// list of those that have none: a new field is not forgotten here.
func (f Suite) TestEveryFieldHasItsVariable(t *testing.T) {
	t.Parallel()
	without := map[string]bool{
		"Next": true, "Environment": true, "CanonicalPaths": true, "RefreshForms": true, "UserAgent": true, "Audience": true, "AuthorizedParties": true, "ClockSkew": true,
		"SkipJWKSCache": true, "TokenCache": true, "MachineTokenCache": true, "AfterSignInURL": true, "AfterSignUpURL": true,
		"SatelliteAutoSync": true, "OrganizationSync": true, "FrontendAPIProxy": true, "DisableHandshake": true,
		"HTTPClient": true, "Logger": true, "Observe": true,
	}
	options := reflect.TypeFor[Options]()
	for i := range options.NumField() {
		field := options.Field(i)
		if (field.Tag.Get("env") == "") != without[field.Name] {
			t.Errorf("%s: variable %q", field.Name, field.Tag.Get("env"))
		}
	}
}
