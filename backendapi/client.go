package backendapi

import (
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strings"
)

// Client calls Clerk's Backend API. Its fields are the services, one for each
// area of the API. It is safe for concurrent use and needs no closing.
type Client struct {
	Clients             *ClientsService
	APIKeys             *APIKeysService
	IDPOAuthAccessToken *IDPOAuthAccessTokenService
	JWKS                *JWKSService
	M2M                 *M2MService
	Sessions            *SessionsService
	Users               *UsersService

	http       *http.Client
	base       *url.URL
	version    string
	userAgent  string
	secretKey  secret
	machineKey secret
	retry      RetryOptions
}

// New makes a client. It sends nothing. The error names every option that
// cannot be used, all of them at once.
func New(opts Options) (*Client, error) {
	base, errURL := parseBase(orDefault(opts.APIURL, defaultAPIURL))
	version := orDefault(opts.APIVersion, defaultAPIVersion)
	err := errors.Join(
		errURL,
		checkKey("SecretKey", opts.SecretKey),
		checkKey("MachineSecretKey", opts.MachineSecretKey),
		checkVersion(version),
		opts.Retry.check(),
	)
	if err != nil {
		return nil, err
	}
	c := &Client{
		http:       refusingRedirects(opts.HTTPClient),
		base:       base,
		version:    version,
		userAgent:  orDefault(opts.UserAgent, defaultUserAgent),
		secretKey:  newSecret(opts.SecretKey),
		machineKey: newSecret(opts.MachineSecretKey),
		retry:      opts.Retry,
	}
	c.addServices()
	return c, nil
}

func (c *Client) addServices() {
	common := service{client: c}
	unversioned := service{client: c, unversioned: true}

	c.APIKeys = &APIKeysService{unversioned}
	c.Clients = &ClientsService{common}
	c.IDPOAuthAccessToken = &IDPOAuthAccessTokenService{unversioned}
	c.JWKS = &JWKSService{common}
	c.M2M = &M2MService{service{client: c, unversioned: true, key: machineKeyFirst}}
	c.Sessions = &SessionsService{common}
	c.Users = &UsersService{common}
}

// String says where the client calls, and no key.
func (c *Client) String() string {
	return fmt.Sprintf("backendapi.Client(%s)", c.base)
}

// service is what all services are made of: the client, and what is special
// about the area's requests.
type service struct {
	client *Client
	// unversioned areas have no /v1 in their URL: API keys, M2M tokens and
	// OAuth access tokens are served by another part of Clerk.
	unversioned bool
	key         keyChoice
}

func (s *service) area() *service { return s }

// caller is any service.
type caller interface{ area() *service }

type keyChoice int

const (
	secretKeyOnly keyChoice = iota
	machineKeyFirst
	keyOptional
)

// authorization picks the key of a request.
func (s *service) authorization(perCall string) (string, error) {
	key := s.client.secretKey.reveal()
	if s.key == machineKeyFirst && s.client.machineKey.reveal() != "" {
		key = s.client.machineKey.reveal()
	}
	if perCall != "" {
		key = perCall
	}
	if key == "" && s.key != keyOptional {
		return "", ErrMissingSecretKey
	}
	return key, checkKey("key", key)
}

func parseBase(raw string) (*url.URL, error) {
	u, err := url.Parse(raw)
	switch {
	case err != nil:
		return nil, errors.New("clerkfiber: Options.APIURL: not a URL; Clerk's own is " + defaultAPIURL)
	case u.Scheme != "https" && u.Scheme != "http", u.Host == "":
		return nil, errors.New("clerkfiber: Options.APIURL: needs https:// (or http://) and a host; Clerk's own is " + defaultAPIURL)
	case u.User != nil, u.RawQuery != "", u.Fragment != "":
		return nil, errors.New("clerkfiber: Options.APIURL: must have no user, query or fragment")
	}
	u.Path = strings.TrimRight(u.Path, "/")
	u.RawPath = ""
	return u, nil
}

// checkKey refuses what cannot be put in a header. It never repeats the key.
func checkKey(field, key string) error {
	for _, r := range key {
		if r <= ' ' || r > '~' {
			return fmt.Errorf("clerkfiber: Options.%s: contains a space, a line break or another character that no key has; copy it again from the API keys page of the Clerk Dashboard", field)
		}
	}
	return nil
}

func checkVersion(version string) error {
	if version == "." || version == ".." || strings.ContainsAny(version, "/?#% ") {
		return fmt.Errorf("clerkfiber: Options.APIVersion: %q is no path segment; the default is %s", version, defaultAPIVersion)
	}
	return nil
}

func refusingRedirects(given *http.Client) *http.Client {
	var c http.Client
	if given != nil {
		c = *given
	}
	if c.Timeout == 0 {
		c.Timeout = defaultTimeout
	}
	c.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	return &c
}

func orDefault(s, fallback string) string {
	if s == "" {
		return fallback
	}
	return s
}
