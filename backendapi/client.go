package backendapi

import (
	"cmp"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"reflect"
	"strings"

	"github.com/clerkfiber/clerkfiber/internal/instance"
	"github.com/clerkfiber/clerkfiber/internal/redact"
)

// Client calls Clerk's Backend API. Its fields are the services, one for each
// area of the API. It is safe for concurrent use and needs no closing.
type Client struct {
	AccountlessApplications *AccountlessApplicationsService
	ActorTokens             *ActorTokensService
	AdminPortalLinkTokens   *AdminPortalLinkTokensService
	AgentTasks              *AgentTasksService
	AllowlistIdentifiers    *AllowlistIdentifiersService
	APIKeys                 *APIKeysService
	BetaFeatures            *BetaFeaturesService
	Billing                 *BillingService
	BlocklistIdentifiers    *BlocklistIdentifiersService
	Clients                 *ClientsService
	Directories             *DirectoriesService
	Domains                 *DomainsService
	EmailAddresses          *EmailAddressesService
	Emails                  *EmailsService
	EnterpriseConnections   *EnterpriseConnectionsService
	IDPOAuthAccessToken     *IDPOAuthAccessTokenService
	Instance                *InstanceService
	Invitations             *InvitationsService
	JWKS                    *JWKSService
	JWTTemplates            *JWTTemplatesService
	M2M                     *M2MService
	Machines                *MachinesService
	Miscellaneous           *MiscellaneousService
	OAuthApplications       *OAuthApplicationsService
	OrganizationPermissions *OrganizationPermissionsService
	OrganizationRoles       *OrganizationRolesService
	Organizations           *OrganizationsService
	PhoneNumbers            *PhoneNumbersService
	ProxyChecks             *ProxyChecksService
	RedirectURLs            *RedirectURLsService
	RoleSets                *RoleSetsService
	SAMLConnections         *SAMLConnectionsService
	SCIMDirectories         *SCIMDirectoriesService
	Sessions                *SessionsService
	SignInTokens            *SignInTokensService
	SignUps                 *SignUpsService
	Templates               *TemplatesService
	TestingTokens           *TestingTokensService
	Users                   *UsersService
	WaitlistEntries         *WaitlistEntriesService
	Webhooks                *WebhooksService

	http       *http.Client
	base       string
	version    string
	userAgent  string
	secretKey  redact.Secret
	machineKey redact.Secret
	retry      RetryOptions
	fault      error // why no call is made
}

// New makes a client. It sends nothing. The error names every option that
// cannot be used, all of them at once.
func New(opts Options) (*Client, error) {
	base, errURL := parseBase(orDefault(opts.APIURL, defaultAPIURL))
	version := orDefault(opts.APIVersion, defaultAPIVersion)
	err := errors.Join(
		errURL,
		checkSecretKey(opts.SecretKey),
		checkMachineKey(opts.MachineSecretKey),
		checkInClear(opts),
		checkVersion(version),
		opts.Retry.check(),
	)
	if err != nil {
		return nil, err
	}
	c := &Client{
		http:       refusingRedirects(opts.HTTPClient),
		base:       base.String(),
		version:    version,
		userAgent:  orDefault(opts.UserAgent, defaultUserAgent),
		secretKey:  redact.New(opts.SecretKey),
		machineKey: redact.New(opts.MachineSecretKey),
		retry:      opts.Retry,
	}
	c.addServices()
	return c, nil
}

// Unavailable returns a client whose every call fails with err and sends
// nothing, for code that has no client to give and must not give nil.
func Unavailable(err error) *Client {
	c := &Client{fault: cmp.Or(err, errNotMade)}
	c.addServices()
	return c
}

func (c *Client) addServices() {
	common := service{client: c}
	unversioned := service{client: c, unversioned: true}
	keyless := service{client: c, key: keyOptional}

	c.AccountlessApplications = &AccountlessApplicationsService{keyless}
	c.ActorTokens = &ActorTokensService{common}
	c.AdminPortalLinkTokens = &AdminPortalLinkTokensService{common}
	c.AgentTasks = &AgentTasksService{common}
	c.AllowlistIdentifiers = &AllowlistIdentifiersService{common}
	c.APIKeys = &APIKeysService{unversioned}
	c.BetaFeatures = &BetaFeaturesService{common}
	c.Billing = &BillingService{common}
	c.BlocklistIdentifiers = &BlocklistIdentifiersService{common}
	c.Clients = &ClientsService{common}
	c.Directories = &DirectoriesService{common}
	c.Domains = &DomainsService{common}
	c.EmailAddresses = &EmailAddressesService{common}
	c.Emails = &EmailsService{common}
	c.EnterpriseConnections = &EnterpriseConnectionsService{common}
	c.IDPOAuthAccessToken = &IDPOAuthAccessTokenService{unversioned}
	c.Instance = &InstanceService{common}
	c.Invitations = &InvitationsService{common}
	c.JWKS = &JWKSService{common}
	c.JWTTemplates = &JWTTemplatesService{common}
	c.M2M = &M2MService{service{client: c, unversioned: true, key: machineKeyFirst}}
	c.Machines = &MachinesService{common}
	c.Miscellaneous = &MiscellaneousService{keyless}
	c.OAuthApplications = &OAuthApplicationsService{common}
	c.OrganizationPermissions = &OrganizationPermissionsService{common}
	c.OrganizationRoles = &OrganizationRolesService{common}
	c.Organizations = &OrganizationsService{common}
	c.PhoneNumbers = &PhoneNumbersService{common}
	c.ProxyChecks = &ProxyChecksService{common}
	c.RedirectURLs = &RedirectURLsService{common}
	c.RoleSets = &RoleSetsService{common}
	c.SAMLConnections = &SAMLConnectionsService{common}
	c.SCIMDirectories = &SCIMDirectoriesService{common}
	c.Sessions = &SessionsService{common}
	c.SignInTokens = &SignInTokensService{common}
	c.SignUps = &SignUpsService{common}
	c.Templates = &TemplatesService{common}
	c.TestingTokens = &TestingTokensService{common}
	c.Users = &UsersService{common}
	c.WaitlistEntries = &WaitlistEntriesService{common}
	c.Webhooks = &WebhooksService{common}
}

// String says where the client calls, and no key.
func (c *Client) String() string {
	if c == nil || c.base == "" {
		return "backendapi.Client(unavailable)"
	}
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

// unusable is why a service sends nothing: its client was not made by New.
func (s *service) unusable() error {
	switch {
	case s.client == nil:
		return errNotMade
	case s.client.fault != nil:
		return s.client.fault
	case s.client.http == nil || s.client.base == "":
		return errNotMade
	}
	return nil
}

// caller is any service.
type caller interface{ area() *service }

// areaOf is a service's own, and one without a client for a nil service: what
// a Client that was not made by New has.
func areaOf(s caller) *service {
	if reflect.ValueOf(s).IsNil() {
		return new(service)
	}
	return s.area()
}

type keyChoice int

const (
	secretKeyOnly keyChoice = iota
	machineKeyFirst
	keyOptional
)

// authorization picks the key of a request.
func (s *service) authorization(perCall string) (string, error) {
	key := s.client.secretKey.Reveal()
	if s.key == machineKeyFirst && !s.client.machineKey.IsEmpty() {
		key = s.client.machineKey.Reveal()
	}
	if perCall != "" {
		key = perCall
	}
	if key == "" && s.key != keyOptional {
		return "", ErrMissingSecretKey
	}
	return key, checkKey("the key of the call", key)
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

const keysPage = "copy it again from the API keys page of the Clerk Dashboard"

// checkKey refuses what is no key, and what cannot be put in a header. It never
// repeats the key.
func checkKey(field, key string) error {
	if what := instance.Misspelled(key); what != "" {
		return fmt.Errorf("clerkfiber: %s: %s; %s", field, what, keysPage)
	}
	return nil
}

func checkSecretKey(key string) error {
	if strings.HasPrefix(key, "pk_") {
		return errors.New("clerkfiber: Options.SecretKey: holds a publishable key; the secret key begins with sk_: " + keysPage)
	}
	return checkKey("Options.SecretKey", key)
}

func checkMachineKey(key string) error {
	if strings.HasPrefix(key, "sk_") || strings.HasPrefix(key, "pk_") {
		return errors.New("clerkfiber: Options.MachineSecretKey: holds a key of the instance, not of a machine, which begins with ak_: copy it from the Machines page of the Clerk Dashboard")
	}
	return checkKey("Options.MachineSecretKey", key)
}

func checkInClear(o Options) error {
	if instance.KindOf(o.SecretKey) == instance.Production && instance.InClear(o.APIURL) {
		return fmt.Errorf("clerkfiber: Options.APIURL: %q would send a live secret key in clear: use https, or a host on this machine", redact.URL(o.APIURL))
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
