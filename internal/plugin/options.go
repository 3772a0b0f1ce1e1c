package plugin

import (
	"context"
	"log/slog"
	"net/http"
	"reflect"
	"time"

	"github.com/clerkfiber/clerkfiber/clerkauth"
)

// Options mirrors the faces' documented Options, field by field: a face
// converts its own into it, which does not compile when one is forgotten. The
// tags, which package optionset reads, say which variable an empty field is read
// from, what is cut when printed, and what makes no other plugin.
type Options[C any] struct {
	Next              func(c C) bool    `identity:"-"`
	Environment       map[string]string `print:"cut" identity:"-"`
	PublishableKey    string            `env:"CLERK_PUBLISHABLE_KEY" print:"cut"`
	SecretKey         string            `env:"CLERK_SECRET_KEY" print:"cut"`
	MachineSecretKey  string            `env:"CLERK_MACHINE_SECRET_KEY" print:"cut"`
	JWTKey            string            `env:"CLERK_JWT_KEY" print:"cut"`
	APIURL            string            `env:"CLERK_API_URL"`
	APIVersion        string            `env:"CLERK_API_VERSION"`
	FrontendAPIURL    string            `env:"CLERK_FAPI_URL"`
	UserAgent         string
	Audience          []string
	AuthorizedParties []string
	ClockSkew         time.Duration `negative:"ok"`
	SkipJWKSCache     bool
	TokenCache        clerkauth.TokenCacheOptions
	MachineTokenCache clerkauth.MachineTokenCacheOptions
	Domain            string `env:"CLERK_DOMAIN"`
	IsSatellite       bool   `env:"CLERK_IS_SATELLITE"`
	ProxyURL          string `env:"CLERK_PROXY_URL"`
	SignInURL         string `env:"CLERK_SIGN_IN_URL"`
	SignUpURL         string `env:"CLERK_SIGN_UP_URL"`
	AfterSignInURL    string
	AfterSignUpURL    string
	SatelliteAutoSync bool
	OrganizationSync  clerkauth.OrganizationSyncOptions
	FrontendAPIProxy  clerkauth.FrontendAPIProxyOptions
	DisableHandshake  bool
	RefreshForms      bool
	CanonicalPaths    bool
	Observe           func(ctx context.Context) (context.Context, func(clerkauth.Observation)) `identity:"-"`
	HTTPClient        *http.Client
	Logger            *slog.Logger `identity:"-"`
}

// Settings are options without what only a face knows.
type Settings = Options[any]

// settings copies every field but Next.
func (o Options[C]) settings() Settings {
	var s Settings
	from, to := reflect.ValueOf(o), reflect.ValueOf(&s).Elem()
	for i := range from.NumField() {
		if from.Type().Field(i).Name != "Next" {
			to.Field(i).Set(from.Field(i))
		}
	}
	return s
}
