package conformance

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// typesWithSecrets are what Clerk takes and gives that has a secret in a field.
var typesWithSecrets = []reflect.Type{
	reflect.TypeFor[backendapi.AccountlessApplication](),
	reflect.TypeFor[backendapi.ActorToken](),
	reflect.TypeFor[backendapi.AdminPortalLinkToken](),
	reflect.TypeFor[backendapi.APIKey](),
	reflect.TypeFor[backendapi.APIKeySecret](),
	reflect.TypeFor[backendapi.CreateJWTTemplateParams](),
	reflect.TypeFor[backendapi.CreateM2MTokenParams](),
	reflect.TypeFor[backendapi.CreateUserParams](),
	reflect.TypeFor[backendapi.Directory](),
	reflect.TypeFor[backendapi.EnterpriseConnectionTestRunOAuth](),
	reflect.TypeFor[backendapi.EnterpriseOIDCParams](),
	reflect.TypeFor[backendapi.ListM2MTokensParams](),
	reflect.TypeFor[backendapi.M2MToken](),
	reflect.TypeFor[backendapi.Machine](),
	reflect.TypeFor[backendapi.MachineSecretKey](),
	reflect.TypeFor[backendapi.OAuthAccessToken](),
	reflect.TypeFor[backendapi.OAuthApplication](),
	reflect.TypeFor[backendapi.RefreshSessionParams](),
	reflect.TypeFor[backendapi.RevokeM2MTokenParams](),
	reflect.TypeFor[backendapi.RevokeOAuthApplicationTokenParams](),
	reflect.TypeFor[backendapi.SCIMDirectory](),
	reflect.TypeFor[backendapi.SessionRefresh](),
	reflect.TypeFor[backendapi.SignInToken](),
	reflect.TypeFor[backendapi.TestingToken](),
	reflect.TypeFor[backendapi.Token](),
	reflect.TypeFor[backendapi.UpdateJWTTemplateParams](),
	reflect.TypeFor[backendapi.UpdateUserParams](),
	reflect.TypeFor[backendapi.VerifyM2MTokenParams](),
	reflect.TypeFor[backendapi.VerifyPasswordParams](),
}

// withoutSecrets are the types that look as if they could have one.
var withoutSecrets = map[string]string{
	"clerkfiber.AuthError":      "a reason, and the status beside it",
	"backendapi.Error":          "Clerk's words, and a transport's error",
	"backendapi.List":           "is what it is a list of",
	"backendapi.Optional":       "is what it is of; types with one that is secret are in the list",
	"clerktest.Browser":         "a test's own, against a Clerk of its own: its cookies are worth nothing elsewhere",
	"clerktest.Page":            "likewise",
	"clerktest.Server":          "likewise: keys made for one test",
	"clerktest.User":            "likewise: a password made up by the test",
	"clerktest.Organization":    "likewise: a membership is no secret",
	"clerktest.ExternalAccount": "likewise: a token made up by the test",
	"otelclerk.Telemetry":       "counters and histograms",
	"webhooks.Ledger":           "a storage and names of messages",
	"webhooks.Event":            "a digest that names the endpoint",
}

var secretName = regexp.MustCompile(`^(JWT|Ticket|Code|BackupCodes|SigningKey|APIKey)$|Secret|Password|PasswordDigest|Token$|SecretKey$|JWTKey$`)

// isSecretField tells by name and type; a flag such as PasswordEnabled is no text.
func isSecretField(name, kind string) bool {
	switch kind {
	case "string", "*string", "[]string", "backendapi.Optional[string]", "Optional[string]":
		return secretName.MatchString(name) && !notSecret[name]
	}
	return false
}

// notSecret are names that only sound so.
var notSecret = map[string]bool{
	"PasswordHasher": true, "Code": true, "PreferredSignInStrategyWhenPasswordRequired": true,
}

// TestEverySecretIsInTheList reads the source: an exported type with a field
// that is called as a secret is, or with fields that are nobody's to see, is in
// TestNothingShowsASecret, or in the list of those that have none.
func (f Suite) TestEverySecretIsInTheList(t *testing.T) {
	_, samples := f.plant(t)
	covered := map[string]bool{}
	for name := range samples {
		name, _, _ = strings.Cut(name, ",")
		covered[name] = true
	}
	found := map[string]bool{}
	for _, dir := range []string{".", "clerkauth", "backendapi", "webhooks", "clerktest", "otelclerk"} {
		if dir != "." {
			dir = filepath.Join(f.Root(), dir)
		}
		for name, spec := range exportedTypes(t, dir) {
			found[name] = true
			why := couldHaveASecret(spec)
			if why != "" && !covered[name] && withoutSecrets[name] == "" {
				t.Errorf("%s has %s: plant a secret in it, or say why there is none", name, why)
			}
		}
	}
	for name := range withoutSecrets {
		if !found[name] {
			t.Errorf("there is no %s", name)
		}
	}
}

// exportedTypes are those of the package in a directory, by package and name.
func exportedTypes(t *testing.T, dir string) map[string]*ast.TypeSpec {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil {
		t.Fatal(err)
	}
	all := map[string]*ast.TypeSpec{}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.TypeSpec); ok && spec.Name.IsExported() {
				all[file.Name.Name+"."+spec.Name.Name] = spec
			}
			_, isFunc := n.(*ast.FuncDecl)
			return !isFunc
		})
	}
	if len(all) == 0 {
		t.Fatalf("no types in %s", dir)
	}
	return all
}

// couldHaveASecret says what of a type could hide one, empty for nothing.
func couldHaveASecret(spec *ast.TypeSpec) string {
	s, ok := spec.Type.(*ast.StructType)
	if !ok {
		return ""
	}
	for _, field := range s.Fields.List {
		kind := types.ExprString(field.Type)
		if len(field.Names) == 0 && !ast.IsExported(strings.TrimLeft(kind, "*")) && !strings.Contains(kind, ".") {
			return "the embedded field " + kind
		}
		for _, name := range field.Names {
			if !name.IsExported() {
				return "the unexported field " + name.Name
			}
			if isSecretField(name.Name, kind) {
				return "the secret field " + name.Name
			}
		}
	}
	return ""
}
