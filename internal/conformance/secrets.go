package conformance

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"reflect"
	"strings"
	"testing"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/clerktest"
	"github.com/clerkfiber/clerkfiber/webhooks"
)

// sample is a value that has secrets in it.
type sample struct {
	value any
	// whole: encoding/json writes it as it is, since that is what Clerk takes or
	// gives. fmt and log/slog, asked directly, cut it all the same.
	whole bool
	// plain: public fields hold the text itself, so that it shows in somebody's
	// unexported field, where fmt asks no method. The type's document says so.
	plain bool
	// fields: it has a field Format, so that no method can take every verb.
	fields bool
}

// TestNothingShowsASecret prints every exported type that can have a secret in
// it in every way that fmt, log/slog and encoding/json have.
func (f Suite) TestNothingShowsASecret(t *testing.T) {
	planted, samples := f.plant(t)
	for name, s := range samples {
		t.Run(name, func(t *testing.T) {
			for how, text := range shownAs(s) {
				for what, secret := range planted {
					if showsMoreThanItsPrefix(text, secret) {
						t.Errorf("%s shows the %s:\n%.600s", how, what, text)
					}
				}
			}
		})
	}
}

// showsMoreThanItsPrefix looks for eight characters of a secret, as they are
// and in the two spellings of %x, and as the numbers of its bytes.
func showsMoreThanItsPrefix(text, secret string) bool {
	start := secret[:8]
	numbers := strings.Trim(fmt.Sprintf("%d", []byte(start)), "[]")
	for _, spelling := range []string{start, fmt.Sprintf("%x", start), fmt.Sprintf("%X", start), numbers, secret[len(secret)-8:]} {
		if strings.Contains(text, spelling) {
			return true
		}
	}
	return false
}

// shownAs yields a sample in every way of showing it.
func shownAs(s sample) func(func(how, text string) bool) {
	return func(yield func(string, string) bool) {
		for shape, value := range shapes(s) {
			for _, verb := range []string{"%v", "%+v", "%#v", "%s", "%q", "%x", "%X", "%d", "%t", "% x", "%#q"} {
				if s.fields && verb != "%v" && verb != "%+v" && verb != "%#v" && verb != "%s" && verb != "%q" && verb != "%#q" {
					continue
				}
				if !yield(shape+" by "+verb, fmt.Sprintf(verb, value)) {
					return
				}
			}
			var text bytes.Buffer
			slog.New(slog.NewTextHandler(&text, nil)).Info("x", "value", value)
			if !yield(shape+" by slog's text", text.String()) {
				return
			}
			if s.whole && shape != "value" && shape != "pointer" {
				continue
			}
			text.Reset()
			slog.New(slog.NewJSONHandler(&text, nil)).Info("x", "value", value)
			if !yield(shape+" by slog's JSON", text.String()) {
				return
			}
			if data, err := json.Marshal(value); err == nil && !s.whole && !yield(shape+" by encoding/json", string(data)) {
				return
			}
		}
	}
}

// shapes are the ways in which a value lies in a user's program.
func shapes(s sample) map[string]any {
	v := s.value
	type box struct{ Content any }
	type hidden struct{ content any }
	all := map[string]any{
		"value":                    v,
		"in an exported field":     box{v},
		"behind a pointer to that": &box{v},
		"in a list":                []any{v},
		"in a map":                 map[string]any{"x": v},
		"in a field of a field":    struct{ A struct{ B any } }{struct{ B any }{v}},
		"in an error":              fmt.Errorf("wrapped: %v", v),
	}
	if !s.plain {
		all["in an unexported field"] = hidden{v}
		all["a pointer in an unexported field"] = hidden{pointerTo(v)}
		all["behind a pointer to an unexported field"] = &hidden{v}
	}
	p := reflect.ValueOf(pointerTo(v))
	all["pointer"] = p.Interface()
	if e := p.Elem(); e.Kind() == reflect.Struct && copyable(e.Type()) && !s.plain {
		all["a copy"] = e.Interface()
		all["a copy in an unexported field"] = typedHidden(e)
	}
	return all
}

func pointerTo(v any) any {
	if r := reflect.ValueOf(v); r.Kind() != reflect.Pointer {
		p := reflect.New(r.Type())
		p.Elem().Set(r)
		return p.Interface()
	}
	return v
}

// typedHidden is a struct with the value itself, not an interface, in a list of
// its type: as a user's field of that type has it.
func typedHidden(e reflect.Value) any {
	list := reflect.MakeSlice(reflect.SliceOf(e.Type()), 0, 1)
	return struct{ contents any }{reflect.Append(list, e).Interface()}
}

// copyable: nobody can copy a type without a name for them, and go vet lets
// nobody copy an Authenticator, which holds a lock.
func copyable(t reflect.Type) bool {
	return ast.IsExported(t.Name()) && !strings.Contains(t.PkgPath(), "/internal/") && t.Name() != "Authenticator"
}

// plant makes an application with secrets everywhere, and returns them and all
// that has them.
func (f Suite) plant(t *testing.T) (planted map[string]string, samples map[string]sample) {
	t.Helper()
	server, options := clerk(t)
	user := server.CreateUser(clerktest.User{Email: "ada@example.com", Password: "fake-password-of-ada"})
	planted = map[string]string{
		"secret key": server.SecretKey(), "machine key": "ak_fakemachinekeyfakemachinekey",
		"webhook secret": "whsec_fakefakewebhooksecret", "JWT key": strings.ReplaceAll(strings.Split(server.JWTKey(), "\n")[1], "MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8A", ""),
		"session token": server.SessionToken(user.ID), "API key": server.APIKey(user.ID), "any other": "fakefakefakeofanytype",
	}
	planted["signature"] = planted["session token"][strings.LastIndexByte(planted["session token"], '.')+1:]
	options.MachineSecretKey = planted["machine key"]
	options.Environment = map[string]string{"CLERK_JWT_KEY": server.JWTKey(), "CLERK_SECRET_KEY": server.SecretKey()}

	samples = map[string]sample{
		"clerkfiber.Options":           {value: f.Native(options), plain: true},
		"clerkauth.VerifyTokenOptions": {value: clerkauth.VerifyTokenOptions{SecretKey: options.SecretKey, JWTKey: server.JWTKey()}, plain: true},
		"backendapi.Options":           {value: backendapi.Options{SecretKey: options.SecretKey, MachineSecretKey: options.MachineSecretKey}, plain: true},
		"webhooks.Options":             {value: webhooks.Options{SigningSecret: planted["webhook secret"]}, plain: true},
	}
	f.plantRequests(t, options, planted, samples)
	plantClient(t, options, samples)
	plantAnswers(planted["any other"], samples)
	samples["an error of the configuration"] = sample{value: f.refusal(t, planted)}
	return planted, samples
}

func (f Suite) refusal(t *testing.T, planted map[string]string) error {
	t.Helper()
	wrong := func(s string) string { return s + "'" }
	_, err := f.NewHandler(Options{
		PublishableKey: wrong(planted["secret key"]), SecretKey: wrong(planted["secret key"]),
		MachineSecretKey: wrong(planted["machine key"]), JWTKey: planted["JWT key"],
		Environment: map[string]string{"CLERK_IS_SATELLITE": planted["secret key"]},
	})
	_, another := backendapi.New(backendapi.Options{SecretKey: wrong(planted["secret key"]), MachineSecretKey: planted["secret key"]})
	_, third := webhooks.Verify(nil, http.Header{"Svix-Id": {"x"}, "Svix-Timestamp": {"1"}, "Svix-Signature": {"x"}},
		webhooks.Options{SigningSecret: wrong(planted["webhook secret"])})
	if err == nil || another == nil || third == nil {
		t.Fatalf("accepted: %v, %v, %v", err, another, third)
	}
	return errors.Join(err, another, third)
}

// plantRequests adds what a request leaves behind, for a user and for a machine.
func (f Suite) plantRequests(t *testing.T, options Options, planted map[string]string, samples map[string]sample) {
	t.Helper()
	authenticator, err := f.NewAuthenticator(options)
	if err != nil {
		t.Fatal(err)
	}
	samples["clerkfiber.Authenticator"] = sample{value: authenticator.Native()}
	for carrier, token := range map[string]string{"session": planted["session token"], "machine": planted["API key"]} {
		app := f.NewApp(Config{ReadBufferSize: 1 << 14})
		app.Use("/", authenticator.Handler())
		app.All("/", func(c Ctx) error {
			every := clerkauth.AcceptsToken(clerkauth.AnyToken)
			auth, err := c.GetAuth(every)
			if err != nil || !auth.IsAuthenticated {
				t.Errorf("%s: nobody is signed in: %v", carrier, err)
			}
			state, err := authenticator.AuthenticateRequest(c, every)
			if err != nil || state.Token != token {
				t.Errorf("%s: another token: %v", carrier, err)
			}
			samples["clerkauth.Auth, "+carrier] = sample{value: auth}
			samples["clerkauth.RequestState, "+carrier] = sample{value: state, plain: true}
			samples["Debug, "+carrier] = sample{value: auth.Debug()}
			samples["c.Locals, "+carrier] = sample{value: c.Locals("clerkfiber")}
			samples["c.UserContext, "+carrier] = sample{value: c.Context()}
			type key struct{}
			samples["a derived context, "+carrier] = sample{value: context.WithValue(c.Context(), key{}, "x")}
			return nil
		})
		for _, again := range []string{"", ", seen before"} {
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Header.Set("Authorization", "Bearer "+token)
			ask(t, app, r)
			for name, s := range samples {
				if again != "" && strings.HasSuffix(name, ", "+carrier) {
					samples[name+again] = s
				}
			}
		}
	}
	// A handshake sets cookies that are tokens, and has one in its address.
	app := f.NewApp(Config{})
	app.All("/", func(c Ctx) error {
		state, err := authenticator.AuthenticateRequest(c)
		if err != nil || state.Status != "handshake" {
			t.Fatalf("no handshake: %v, %v", state, err)
		}
		state.Headers.Add("Set-Cookie", "__session="+planted["session token"])
		samples["clerkauth.RequestState, handshake"] = sample{value: state, plain: true}
		return nil
	})
	r := httptest.NewRequest(http.MethodGet, "/", nil)
	r.Header.Set("Sec-Fetch-Dest", "document")
	r.Header.Set("Cookie", "__clerk_db_jwt=dvb_fake; __client_uat=1")
	ask(t, app, r)
	samples["clerkauth.SessionClaims"] = sample{value: samples["clerkauth.Auth, session"].value.(*clerkauth.Auth).SessionClaims}
}

func ask(t *testing.T, app App, r *http.Request) {
	t.Helper()
	response, err := app.Test(r)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
}

// plantClient adds the client of the Backend API with all its services.
func plantClient(t *testing.T, options Options, samples map[string]sample) {
	t.Helper()
	client, err := backendapi.New(backendapi.Options{
		SecretKey: options.SecretKey, MachineSecretKey: options.MachineSecretKey, APIURL: options.APIURL, HTTPClient: options.HTTPClient,
	})
	if err != nil {
		t.Fatal(err)
	}
	samples["backendapi.Client"] = sample{value: client}
	fields := reflect.ValueOf(client).Elem()
	for i := range fields.NumField() {
		if fields.Type().Field(i).IsExported() {
			service := fields.Field(i)
			samples["backendapi."+service.Type().Elem().Name()] = sample{value: service.Interface()}
		}
	}
	_, refused := client.M2M.Verify(context.Background(), backendapi.VerifyM2MTokenParams{Token: "mt_fakefakefake", MachineSecretKey: options.MachineSecretKey + "\n"})
	if refused == nil {
		t.Fatal("a key with a line break was taken")
	}
	samples["an error of the client"] = sample{value: refused}
}

// plantAnswers adds what Clerk takes and gives: each type that is made of
// fields with secrets, all of them filled.
func plantAnswers(secret string, samples map[string]sample) {
	for _, of := range typesWithSecrets {
		v := reflect.New(of).Elem()
		for i := range of.NumField() {
			if isSecretField(of.Field(i).Name, of.Field(i).Type.String()) {
				setSecret(v.Field(i), secret)
			}
		}
		samples[of.String()] = sample{value: v.Interface(), whole: true, plain: true, fields: of == reflect.TypeFor[backendapi.RefreshSessionParams]()}
	}
}

func setSecret(field reflect.Value, secret string) {
	switch field.Interface().(type) {
	case string:
		field.SetString(secret)
	case *string:
		field.Set(reflect.ValueOf(&secret))
	case []string:
		field.Set(reflect.ValueOf([]string{secret}))
	case backendapi.Optional[string]:
		field.Set(reflect.ValueOf(backendapi.Set(secret)))
	}
}
