package clerkfiber

import (
	"github.com/clerkfiber/clerkfiber/clerkauth"
	"github.com/clerkfiber/clerkfiber/internal/state"
)

// What both Fibers share is in package clerkauth, documented there; here it is
// named again, so that an application needs one import.
type (
	// Auth is who made a request; see clerkauth.Auth.
	Auth = clerkauth.Auth
	// TokenType is a kind of token; see clerkauth.TokenType.
	TokenType = clerkauth.TokenType
	// SessionClaims is the payload of a session token; see clerkauth.SessionClaims.
	SessionClaims = clerkauth.SessionClaims
	// Actor is the one who acts as the user; see clerkauth.Actor.
	Actor = clerkauth.Actor
	// AuthorizationParams is what Has asks; see clerkauth.AuthorizationParams.
	AuthorizationParams = clerkauth.AuthorizationParams
	// Reverification asks for a recent verification; see clerkauth.Reverification.
	Reverification = clerkauth.Reverification
	// GetTokenOptions asks for another token; see clerkauth.GetTokenOptions.
	GetTokenOptions = clerkauth.GetTokenOptions
	// AuthOption says who counts; see clerkauth.AuthOption.
	AuthOption = clerkauth.AuthOption
	// RequestState is what AuthenticateRequest found; see clerkauth.RequestState.
	RequestState = clerkauth.RequestState
	// Observation is what one request came to; see clerkauth.Observation.
	Observation = clerkauth.Observation
	// VerificationError says why a token was refused; see clerkauth.VerificationError.
	VerificationError = clerkauth.VerificationError
	// VerifyTokenOptions configures VerifyToken; see clerkauth.VerifyTokenOptions.
	VerifyTokenOptions = clerkauth.VerifyTokenOptions
	// OrganizationSyncOptions is a field of Options; see clerkauth.OrganizationSyncOptions.
	OrganizationSyncOptions = clerkauth.OrganizationSyncOptions
	// FrontendAPIProxyOptions is a field of Options; see clerkauth.FrontendAPIProxyOptions.
	FrontendAPIProxyOptions = clerkauth.FrontendAPIProxyOptions
	// TokenCacheOptions is a field of Options; see clerkauth.TokenCacheOptions.
	TokenCacheOptions = clerkauth.TokenCacheOptions
	// MachineTokenCacheOptions is a field of Options; see clerkauth.MachineTokenCacheOptions.
	MachineTokenCacheOptions = clerkauth.MachineTokenCacheOptions
)

// The kinds of token; see clerkauth.
const (
	SessionToken = clerkauth.SessionToken
	APIKey       = clerkauth.APIKey
	M2MToken     = clerkauth.M2MToken
	OAuthToken   = clerkauth.OAuthToken
	// AnyToken stands for every kind in AcceptsToken.
	AnyToken = clerkauth.AnyToken
)

// LocalsKey is the key under which New keeps its state in c.Locals. It is a
// string because contrib/websocket hands no other keys to a socket. What is
// stored there is private: read it with GetAuth or AuthFromLocals.
const LocalsKey = state.LocalsKey

// Clerk's presets, see https://clerk.com/docs/guides/secure/reverification.
// They are read-only.
var (
	StrictMFA = clerkauth.StrictMFA
	Strict    = clerkauth.Strict
	Moderate  = clerkauth.Moderate
	Lax       = clerkauth.Lax
)

// ErrPluginNotRegistered is returned by GetAuth on a route that New does not
// cover. The Auth that comes with it is signed out.
var ErrPluginNotRegistered = clerkauth.ErrPluginNotRegistered

// AcceptsToken names the kinds of token that count; AnyToken stands for all.
// See clerkauth.AcceptsToken.
func AcceptsToken(kinds ...TokenType) AuthOption { return clerkauth.AcceptsToken(kinds...) }

// TreatPendingAsSignedOut decides whether a session with an unfinished task, such
// as choosing an organization, is signed out. Default: true.
func TreatPendingAsSignedOut(yes bool) AuthOption { return clerkauth.TreatPendingAsSignedOut(yes) }

// Requires asks RequireAuth for more than being signed in. Given several
// times, everything is required.
func Requires(params AuthorizationParams) AuthOption { return clerkauth.Requires(params) }

// RequiresAny asks RequireAuth for one of several things: an admin, or whoever
// may read invoices.
func RequiresAny(params ...AuthorizationParams) AuthOption { return clerkauth.RequiresAny(params...) }

// RequiresScope asks RequireAuth for a machine token that has all the scopes. A
// session has none and is refused, also where AcceptsToken takes it.
func RequiresScope(scopes ...string) AuthOption { return clerkauth.RequiresScope(scopes...) }

// RequiresFunc asks RequireAuth for whatever a function says of the one who is
// signed in. One that panics says no, and is logged.
func RequiresFunc(allowed func(*Auth) bool) AuthOption { return clerkauth.RequiresFunc(allowed) }

// RedirectToSignIn makes RequireAuth send a browser that loads a page to the
// sign-in page. Every other request is refused as without it.
func RedirectToSignIn() AuthOption { return clerkauth.RedirectToSignIn() }

// Claims decodes an Auth's custom claims into a fresh T; see clerkauth.Claims.
func Claims[T any](auth *Auth) (T, error) { return clerkauth.Claims[T](auth) }
