package quickstart

import (
	"errors"
	"fmt"
	"io/fs"
	"time"

	"github.com/caarlos0/env/v10"
	"github.com/joho/godotenv"
)

// Settings are what the program itself reads from the environment; the plugin
// reads the rest.
type Settings struct {
	Port           uint16 `env:"PORT" envDefault:"8080"` // 0: a free one
	PublishableKey string `env:"CLERK_PUBLISHABLE_KEY"`
	SecretKey      string `env:"CLERK_SECRET_KEY"`

	// For the built-in Clerk alone: the directory with Clerk's browser bundles
	// (see clerkFiles), and the lifetime of its session tokens.
	ClerkJSDir string        `env:"CLERK_JS_DIR"`
	TokenTTL   time.Duration `env:"QUICKSTART_TOKEN_TTL"`
}

// loadDotEnv reads .env before anything of Clerk, from where the program is
// started and from where it lives in the repository. What the environment has
// already wins.
func loadDotEnv() error {
	for _, name := range []string{".env", "quickstart/.env"} {
		if err := godotenv.Load(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("quickstart: %s: %w", name, err)
		}
	}
	return nil
}

// ReadSettings reads .env, and then the environment.
func ReadSettings() (Settings, error) {
	var s Settings
	if err := loadDotEnv(); err != nil {
		return s, err
	}
	if err := env.Parse(&s); err != nil {
		return s, fmt.Errorf("quickstart: %w", err)
	}
	switch {
	case s.PublishableKey != "" && s.SecretKey == "":
		return s, missing("CLERK_SECRET_KEY", "CLERK_PUBLISHABLE_KEY")
	case s.PublishableKey == "" && s.SecretKey != "":
		return s, missing("CLERK_PUBLISHABLE_KEY", "CLERK_SECRET_KEY")
	}
	return s, nil
}

func missing(variable, other string) error {
	return errors.New("quickstart: " + variable + " is missing, and " + other + " is set: " +
		"copy both from https://dashboard.clerk.com/~/api-keys, or set neither to use the built-in Clerk")
}

// builtIn reports whether no real Clerk is wanted.
func (s Settings) builtIn() bool { return s.PublishableKey == "" }
