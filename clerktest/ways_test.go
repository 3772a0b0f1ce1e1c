package clerktest_test

import (
	"net/http"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

// at follows keys into an answer: at(view, "user_settings", "attributes").
func at(view any, keys ...string) any {
	for _, key := range keys {
		object, _ := view.(map[string]any)
		view = object[key]
	}
	return view
}

func with(accounts clerktest.Accounts) clerktest.Config { return clerktest.Config{Accounts: accounts} }

// clerk-js draws its forms and its texts by the environment.
func TestEnvironmentSaysWhatTheFormsAskFor(t *testing.T) {
	t.Parallel()
	asNew, all := start(t), start(t, with(clerktest.Accounts{
		Email: clerktest.Optional, Phone: clerktest.Required, Username: clerktest.Optional, Name: clerktest.Off,
		PasswordRules: clerktest.PasswordRules{MinLength: 10, MaxLength: 40, Number: true},
		Social:        []string{"google", ""}, SignUpMode: "waitlist", SingleSession: true, MembershipRequired: true,
	}))
	for _, test := range []struct {
		path       string
		asNew, all any
	}{
		{"auth_config.single_session_mode", false, true},
		{"organization_settings.force_organization_selection", false, true},
		{"organization_settings.enabled", true, true},
		{"user_settings.sign_up.mode", "public", "waitlist"},
		{"user_settings.attributes.email_address.required", true, false},
		{"user_settings.attributes.email_address.verify_at_sign_up", true, true},
		{"user_settings.attributes.phone_number.enabled", false, true},
		{"user_settings.attributes.phone_number.required", false, true},
		{"user_settings.attributes.username.used_for_first_factor", false, true},
		{"user_settings.attributes.first_name.enabled", true, false},
		{"user_settings.attributes.password.required", true, true},
		{"user_settings.password_settings.min_length", 8.0, 10.0},
		{"user_settings.password_settings.max_length", 72.0, 40.0},
		{"user_settings.password_settings.require_numbers", false, true},
		{"user_settings.username_settings.min_length", 4.0, 4.0},
		{"user_settings.social.oauth_google.strategy", nil, "oauth_google"},
		{"user_settings.sign_in.second_factor.required", false, false},
	} {
		for _, half := range []struct {
			s    *clerktest.Server
			want any
		}{{asNew, test.asNew}, {all, test.all}} {
			a := openPage(t, half.s).send("GET", "/environment", nil)
			if got := at(a.Body, strings.Split(test.path, ".")...); got != half.want {
				t.Errorf("%s: %v, want %v", test.path, got, half.want)
			}
		}
	}
}

func TestPasswordRules(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{PasswordRules: clerktest.PasswordRules{
		MinLength: 10, MaxLength: 20, Number: true, Special: true, Uppercase: true, Lowercase: true,
	}}))
	p := openPage(t, s)
	for _, test := range []struct{ password, code string }{
		{"Short1!", "form_password_length_too_short"},
		{"Longer-Than-Twenty-Characters-1", "form_password_length_too_long"},
		{"Difference!", "form_password_no_number"},
		{"Difference1", "form_password_no_special_char"},
		{"difference-1", "form_password_no_uppercase"},
		{"DIFFERENCE-1", "form_password_no_lowercase"},
		{"Difference-1", ""},
	} {
		a := p.send("POST", "/client/sign_ups", form("email_address", "ada@example.com", "password", test.password))
		if codeOf(a) != test.code || test.code != "" && paramOf(a) != "password" {
			t.Errorf("%s: %d %q about %q, want %q", test.password, a.Status, codeOf(a), paramOf(a), test.code)
		}
	}
}

func TestSignUpByPhoneAndUserName(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{
		Email: clerktest.Off, Phone: clerktest.Required, Username: clerktest.Required, Password: clerktest.Off,
	}))
	s.CreateUser(clerktest.User{Phone: "+15555550100", Username: "grace"})
	p := openPage(t, s)
	for _, test := range []struct{ field, value, code string }{
		{"email_address", "ada@example.com", "form_param_unknown"},
		{"password", "correct horse", "form_param_unknown"},
		{"phone_number", "12", "form_param_format_invalid"},
		{"phone_number", "+1 555 555 0100", "form_identifier_exists"},
		{"username", "ada", "form_username_invalid_length"},
		{"username", "a da!", "form_username_invalid_character"},
		{"username", "1815", "form_username_needs_non_number_char"},
		{"username", "Grace", "form_identifier_exists"},
	} {
		a := p.want(test.value, p.send("POST", "/client/sign_ups", form(test.field, test.value)), 422, test.code)
		if paramOf(a) != test.field {
			t.Errorf("%s: about %q, want %q", test.value, paramOf(a), test.field)
		}
	}
	a := p.want("begin", p.send("POST", "/client/sign_ups", form("phone_number", "+1 (555) 555-0101")), 200, "")
	if missing := at(a.Response, "missing_fields"); !reflect.DeepEqual(missing, []any{"username"}) {
		t.Errorf("missing: %v", missing)
	}
	if unverified := at(a.Response, "unverified_fields"); !reflect.DeepEqual(unverified, []any{"phone_number"}) {
		t.Errorf("unverified: %v", unverified)
	}
	path := "/client/sign_ups/" + a.Response["id"].(string)
	p.want("a code that was not asked for", p.send("POST", path+"/attempt_verification", form("strategy", "phone_code", "code", "424242")), 400, "verification_missing")
	p.want("prepare", p.send("POST", path+"/prepare_verification", form("strategy", "phone_code")), 200, "")
	p.want("code", p.send("POST", path+"/attempt_verification", form("strategy", "phone_code", "code", "424242")), 200, "")
	a = p.want("user name", p.send("PATCH", path, form("username", "countess")), 200, "")
	if a.Response["status"] != "complete" {
		t.Fatalf("complete: %v", a.Response)
	}
	p.want("after the end", p.send("PATCH", path, form("username", "other")), 403, "sign_up_cannot_be_updated")
	me := p.want("me", p.send("GET", "/me", nil), 200, "").Response
	if at(me["phone_numbers"].([]any)[0], "phone_number") != "+15555550101" || me["username"] != "countess" {
		t.Errorf("me: %v", me)
	}
}

// factorStep is one of a sign-in: an action, its form, and the status or the
// code that it ends with.
type factorStep struct{ action, form, want string }

func (p *page) steps(identifier string, steps []factorStep) answer {
	p.t.Helper()
	a := p.want("identifier", p.send("POST", "/client/sign_ins", form("identifier", identifier)), 200, "")
	path := "/client/sign_ins/" + a.Response["id"].(string)
	for _, step := range steps {
		values := form()
		for _, pair := range strings.Fields(step.form) {
			name, value, _ := strings.Cut(pair, "=")
			values.Set(name, value)
		}
		a = p.send("POST", path+"/"+step.action, values)
		got := codeOf(a)
		if a.Status == http.StatusOK {
			got = a.Response["status"].(string)
		}
		if got != step.want {
			p.t.Fatalf("%s %s: %d %s, want %s: %v", step.action, step.form, a.Status, got, step.want, a.Body)
		}
	}
	return a
}

func TestWaysToSignIn(t *testing.T) {
	t.Parallel()
	const secret = "JBSWY3DPEHPK3PXP"
	for _, test := range []struct {
		name, identifier string
		user             clerktest.User
		steps            []factorStep
	}{
		{"phone code", "+1 555 555 0100", clerktest.User{Phone: "+15555550100"}, []factorStep{
			{"attempt_first_factor", "strategy=phone_code code=424242", "verification_missing"},
			{"prepare_first_factor", "strategy=email_code", "strategy_for_user_invalid"},
			{"prepare_first_factor", "strategy=phone_code", "needs_first_factor"},
			{"attempt_first_factor", "strategy=phone_code code=000000", "form_code_incorrect"},
			{"attempt_first_factor", "strategy=phone_code code=424242", "complete"},
			{"attempt_first_factor", "strategy=phone_code code=424242", "verification_already_verified"},
		}},
		{"user name and password", "Countess", clerktest.User{Username: "countess", Password: "correct-horse"}, []factorStep{
			{"attempt_first_factor", "strategy=password password=wrong", "form_password_incorrect"},
			{"attempt_first_factor", "strategy=password password=correct-horse", "complete"},
		}},
		{"forgotten password", "ada@example.com", clerktest.User{Email: "ada@example.com", Password: "correct-horse"}, []factorStep{
			{"reset_password", "password=another-horse", "client_state_invalid"},
			{"prepare_first_factor", "strategy=reset_password_email_code", "needs_first_factor"},
			{"attempt_first_factor", "strategy=reset_password_email_code code=424242", "needs_new_password"},
			{"reset_password", "password=short", "form_password_length_too_short"},
			{"reset_password", "password=another-horse", "complete"},
		}},
		{"forgotten password, second factor", "+15555550100", clerktest.User{Phone: "+15555550100", Password: "correct-horse", TOTPSecret: secret, BackupCodes: []string{"fake-one"}}, []factorStep{
			{"prepare_first_factor", "strategy=reset_password_phone_code", "needs_first_factor"},
			{"attempt_first_factor", "strategy=reset_password_phone_code code=424242", "needs_new_password"},
			{"reset_password", "password=another-horse", "needs_second_factor"},
			{"attempt_second_factor", "strategy=backup_code code=fake-one", "complete"},
		}},
		{"authenticator app", "ada@example.com", clerktest.User{Email: "ada@example.com", Password: "correct-horse", TOTPSecret: secret}, []factorStep{
			{"attempt_second_factor", "strategy=totp code=TOTP", "client_state_invalid"},
			{"attempt_first_factor", "strategy=password password=correct-horse", "needs_second_factor"},
			{"attempt_first_factor", "strategy=password password=correct-horse", "client_state_invalid"},
			{"attempt_second_factor", "strategy=totp code=12345", "form_code_incorrect"},
			{"attempt_second_factor", "strategy=backup_code code=fake-one", "strategy_for_user_invalid"},
			{"attempt_second_factor", "strategy=totp code=TOTP", "complete"},
		}},
		{"backup code", "ada@example.com", clerktest.User{Email: "ada@example.com", Password: "correct-horse", TOTPSecret: secret, BackupCodes: []string{"fake-one"}}, []factorStep{
			{"attempt_first_factor", "strategy=password password=correct-horse", "needs_second_factor"},
			{"attempt_second_factor", "strategy=backup_code code=fake-two", "form_code_incorrect"},
			{"attempt_second_factor", "strategy=totp code=fake-one", "form_code_incorrect"},
			{"attempt_second_factor", "strategy=backup_code code=fake-one", "complete"},
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			both(t, func(t *testing.T, s *clerktest.Server) {
				user := s.CreateUser(test.user).ID
				steps := slices.Clone(test.steps)
				for i := range steps {
					steps[i].form = strings.Replace(steps[i].form, "TOTP", s.TOTPCode(user), 1)
				}
				p := openPage(t, s)
				p.steps(test.identifier, steps)
				if me := p.want("me", p.send("GET", "/me", nil), 200, ""); me.Response["id"] != user {
					t.Errorf("signed in: %v, want %s", me.Response["id"], user)
				}
				second := -1.0
				if test.user.TOTPSecret != "" {
					second = 0
				}
				e := p.send("GET", "/client", nil).Response["sessions"].([]any)[0]
				if got := at(e, "factor_verification_age"); !reflect.DeepEqual(got, []any{0.0, second}) {
					t.Errorf("factor_verification_age: %v, want [0 %v]", got, second)
				}
			})
		})
	}
}

// Where membership is required, a session waits until an organization is chosen.
func TestSessionTasks(t *testing.T) {
	t.Parallel()
	both := map[string]func(p *page, session string) answer{
		"one's own": func(p *page, session string) answer {
			id := p.want("create", p.send("POST", "/organizations", form("name", "Engines")), 200, "").Response["id"].(string)
			return p.send("POST", "/client/sessions/"+session+"/touch", form("active_organization_id", id))
		},
		"the personal account": func(p *page, session string) answer {
			return p.send("POST", "/client/sessions/"+session+"/touch", form("active_organization_id", ""))
		},
	}
	for name, choose := range both {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := start(t, with(clerktest.Accounts{MembershipRequired: true}))
			s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
			app := observer(t, clerkfiber.Options{PublishableKey: s.PublishableKey(), SecretKey: s.SecretKey(), APIURL: s.BackendURL(), FrontendAPIURL: s.FrontendURL()})
			p := openPage(t, s)
			session := p.signIn("ada@example.com", "correct horse")
			e := at(p.send("GET", "/client", nil).Response, "sessions").([]any)[0]
			if at(e, "status") != "pending" || at(at(e, "tasks").([]any)[0], "key") != "choose-organization" {
				t.Errorf("at first: %v", e)
			}
			want, tasks := "active", 0
			if name == "the personal account" {
				want, tasks = "pending", 1
			}
			a := p.want("choose", choose(p, session), 200, "")
			left, _ := a.Response["tasks"].([]any)
			if a.Response["status"] != want || len(left) != tasks {
				t.Errorf("afterwards: %v %v, want %s", a.Response["status"], a.Response["tasks"], want)
			}
			a = p.want("token", p.send("POST", "/client/sessions/"+session+"/tokens", nil), 200, "")
			if got := look(t, app, a.Body["jwt"].(string)); got.Status != want {
				t.Errorf("its token: %+v", got)
			}
		})
	}
}

func TestReverification(t *testing.T) {
	t.Parallel()
	for _, test := range []struct {
		name, level string
		totp        bool
		want        []string // the status after each step
		ages        []any
	}{
		{"first factor", "first_factor", false, []string{"needs_first_factor", "complete"}, []any{0.0, -1.0}},
		{"second factor that there is not", "second_factor", false, []string{"needs_first_factor", "complete"}, []any{0.0, -1.0}},
		{"second factor", "second_factor", true, []string{"needs_second_factor", "complete"}, []any{20.0, 0.0}},
		{"both", "multi_factor", true, []string{"needs_first_factor", "needs_second_factor", "complete"}, []any{0.0, 0.0}},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			now := time.Now()
			s := start(t, clerktest.Config{Now: func() time.Time { return now }})
			user := clerktest.User{Email: "ada@example.com", Password: "correct-horse"}
			if test.totp {
				user.TOTPSecret = "JBSWY3DPEHPK3PXP"
			}
			id := s.CreateUser(user).ID
			p := openPage(t, s)
			token := p.ticket("/sign_in_tokens", `{"user_id":"`+id+`"}`)
			a := p.want("sign in", p.send("POST", "/client/sign_ins", form("strategy", "ticket", "ticket", token)), 200, "")
			path := "/client/sessions/" + a.Response["created_session_id"].(string) + "/verify"
			now = now.Add(20 * time.Minute)

			p.want("not begun", p.send("POST", path+"/attempt_first_factor", form("strategy", "password", "password", "correct-horse")), 400, "session_reverification_missing")
			p.want("no such level", p.send("POST", path, form("level", "third")), 422, "form_param_value_invalid")
			a = p.want("begin", p.send("POST", path, form("level", test.level)), 200, "")
			for i, want := range test.want {
				if a.Response["status"] != want || a.Response["object"] != "session_verification" {
					t.Fatalf("step %d: %v, want %s", i, a.Response, want)
				}
				switch want {
				case "needs_first_factor":
					p.want("wrong", p.send("POST", path+"/attempt_first_factor", form("strategy", "password", "password", "wrong")), 422, "form_password_incorrect")
					a = p.want("right", p.send("POST", path+"/attempt_first_factor", form("strategy", "password", "password", "correct-horse")), 200, "")
				case "needs_second_factor":
					p.want("wrong", p.send("POST", path+"/attempt_second_factor", form("strategy", "totp", "code", "12")), 422, "form_code_incorrect")
					a = p.want("right", p.send("POST", path+"/attempt_second_factor", form("strategy", "totp", "code", s.TOTPCode(id))), 200, "")
				}
			}
			if got := at(a.Response, "session", "factor_verification_age"); !reflect.DeepEqual(got, test.ages) {
				t.Errorf("factor_verification_age: %v, want %v", got, test.ages)
			}
		})
	}
}

func TestWhoMaySignUp(t *testing.T) {
	t.Parallel()
	for mode, code := range map[string]string{"public": "", "restricted": "sign_up_mode_restricted", "waitlist": "sign_up_restricted_waitlist"} {
		s := start(t, with(clerktest.Accounts{SignUpMode: mode}))
		p := openPage(t, s)
		if a := p.send("POST", "/client/sign_ups", form("email_address", "ada@example.com")); codeOf(a) != code {
			t.Errorf("%s: %d %q, want %q", mode, a.Status, codeOf(a), code)
		}
		ticket := p.ticket("/invitations", `{"email_address":"mary@example.com"}`)
		p.want("invited", p.send("POST", "/client/sign_ups", form("strategy", "ticket", "ticket", ticket)), 200, "")
	}
}

func TestJoinWaitlist(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{SignUpMode: "waitlist"}))
	p := openPage(t, s)
	p.want("no address", p.send("POST", "/waitlist", form("email_address", "ada")), 422, "form_param_format_invalid")
	a := p.want("join", p.send("POST", "/waitlist", form("email_address", "ada@example.com")), 200, "")
	if a.Response["id"] == nil || a.Response["created_at"] == nil {
		t.Errorf("join: %v", a.Response)
	}
	if _, list := ask(t, s, "GET", "/v1/waitlist_entries", ""); at(list["data"].([]any)[0], "email_address") != "ada@example.com" {
		t.Errorf("the list: %v", list)
	}
}

func TestSingleSession(t *testing.T) {
	t.Parallel()
	s := start(t, with(clerktest.Accounts{SingleSession: true}))
	s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct horse"})
	s.CreateUser(clerktest.User{Email: "mary@example.com", Password: "correct horse"})
	p := openPage(t, s)
	p.signIn("ada@example.com", "correct horse")
	p.want("a second account", p.send("POST", "/client/sign_ins", form("identifier", "mary@example.com", "password", "correct horse")), 400, "session_exists")
	p.want("a new account", p.send("POST", "/client/sign_ups", form("email_address", "grace@example.com")), 400, "session_exists")
	p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "")
	p.signIn("mary@example.com", "correct horse")
}

// A user sets an authenticator app up and is asked for its code from then on.
func TestSetUpSecondFactor(t *testing.T) {
	t.Parallel()
	s := start(t)
	user := s.CreateUser(clerktest.User{Email: "ada@example.com", Password: "correct-horse"}).ID
	p := openPage(t, s)
	p.signIn("ada@example.com", "correct-horse")
	p.want("a code of nothing", p.send("POST", "/me/totp/attempt_verification", form("code", "123456")), 422, "form_code_incorrect")
	a := p.want("begin", p.send("POST", "/me/totp", nil), 200, "")
	secret, _ := a.Response["secret"].(string)
	if uri, _ := a.Response["uri"].(string); secret == "" || !strings.HasPrefix(uri, "otpauth://totp/") || !strings.HasSuffix(uri, secret) {
		t.Fatalf("begin: %v", a.Response)
	}
	if s.TOTPCode(user) != "" {
		t.Error("the secret counts before it was confirmed")
	}
	shown := s.CreateUser(clerktest.User{TOTPSecret: secret}).ID // an app with the same secret
	p.want("wrong", p.send("POST", "/me/totp/attempt_verification", form("code", "12")), 422, "form_code_incorrect")
	a = p.want("confirm", p.send("POST", "/me/totp/attempt_verification", form("code", s.TOTPCode(shown))), 200, "")
	if a.Response["verified"] != true {
		t.Errorf("confirm: %v", a.Response)
	}
	p.want("a second one", p.send("POST", "/me/totp", nil), 400, "totp_already_enabled")
	a = p.want("backup codes", p.send("POST", "/me/backup_codes/", nil), 200, "")
	codes := a.Response["codes"].([]any)
	p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "")
	p.steps("ada@example.com", []factorStep{
		{"attempt_first_factor", "strategy=password password=correct-horse", "needs_second_factor"},
		{"attempt_second_factor", "strategy=backup_code code=" + codes[0].(string), "complete"},
	})
	p.want("take it away", p.send("DELETE", "/me/totp", nil), 200, "")
	p.want("sign out", p.send("DELETE", "/client/sessions", nil), 200, "")
	p.signIn("ada@example.com", "correct-horse")
	p.want("a user name by the rules", p.send("PATCH", "/me", form("username", "a b")), 422, "form_username_invalid_length")
}
