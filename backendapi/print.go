package backendapi

import (
	"fmt"
	"log/slog"

	"github.com/clerkfiber/clerkfiber/internal/optionset"
)

// What has a secret in a field prints and logs with it cut to seven characters.
// As JSON it is whole: that is what Clerk takes and gives.

// Format prints AccountlessApplication with its secrets cut, whatever the verb.
func (v AccountlessApplication) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs AccountlessApplication with its secrets cut.
func (v AccountlessApplication) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints APIKey with its secrets cut, whatever the verb.
func (v APIKey) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs APIKey with its secrets cut.
func (v APIKey) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints APIKeySecret with its secrets cut, whatever the verb.
func (v APIKeySecret) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs APIKeySecret with its secrets cut.
func (v APIKeySecret) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints M2MToken with its secrets cut, whatever the verb.
func (v M2MToken) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs M2MToken with its secrets cut.
func (v M2MToken) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints Machine with its secrets cut, whatever the verb.
func (v Machine) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs Machine with its secrets cut.
func (v Machine) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints MachineSecretKey with its secrets cut, whatever the verb.
func (v MachineSecretKey) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs MachineSecretKey with its secrets cut.
func (v MachineSecretKey) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints OAuthApplication with its secrets cut, whatever the verb.
func (v OAuthApplication) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs OAuthApplication with its secrets cut.
func (v OAuthApplication) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints ListM2MTokensParams with its secrets cut, whatever the verb.
func (v ListM2MTokensParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs ListM2MTokensParams with its secrets cut.
func (v ListM2MTokensParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints CreateM2MTokenParams with its secrets cut, whatever the verb.
func (v CreateM2MTokenParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs CreateM2MTokenParams with its secrets cut.
func (v CreateM2MTokenParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints RevokeM2MTokenParams with its secrets cut, whatever the verb.
func (v RevokeM2MTokenParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs RevokeM2MTokenParams with its secrets cut.
func (v RevokeM2MTokenParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints VerifyM2MTokenParams with its secrets cut, whatever the verb.
func (v VerifyM2MTokenParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs VerifyM2MTokenParams with its secrets cut.
func (v VerifyM2MTokenParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints EnterpriseOIDCParams with its secrets cut, whatever the verb.
func (v EnterpriseOIDCParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs EnterpriseOIDCParams with its secrets cut.
func (v EnterpriseOIDCParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints EnterpriseConnectionTestRunOAuth with its secrets cut, whatever the verb.
func (v EnterpriseConnectionTestRunOAuth) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs EnterpriseConnectionTestRunOAuth with its secrets cut.
func (v EnterpriseConnectionTestRunOAuth) LogValue() slog.Value { return optionset.LogValue(v) }

// String prints RefreshSessionParams, which has a field Format, with its
// secrets cut.
func (v RefreshSessionParams) String() string { return optionset.String(v) }

// GoString is String for %#v.
func (v RefreshSessionParams) GoString() string { return v.String() }

// LogValue logs RefreshSessionParams with its secrets cut.
func (v RefreshSessionParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints OAuthAccessToken with its secrets cut, whatever the verb.
func (v OAuthAccessToken) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs OAuthAccessToken with its secrets cut.
func (v OAuthAccessToken) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints RevokeOAuthApplicationTokenParams with its secrets cut, whatever the verb.
func (v RevokeOAuthApplicationTokenParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs RevokeOAuthApplicationTokenParams with its secrets cut.
func (v RevokeOAuthApplicationTokenParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints ActorToken with its secrets cut, whatever the verb.
func (v ActorToken) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs ActorToken with its secrets cut.
func (v ActorToken) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints SignInToken with its secrets cut, whatever the verb.
func (v SignInToken) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs SignInToken with its secrets cut.
func (v SignInToken) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints TestingToken with its secrets cut, whatever the verb.
func (v TestingToken) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs TestingToken with its secrets cut.
func (v TestingToken) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints AdminPortalLinkToken with its secrets cut, whatever the verb.
func (v AdminPortalLinkToken) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs AdminPortalLinkToken with its secrets cut.
func (v AdminPortalLinkToken) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints CreateUserParams with its secrets cut, whatever the verb.
func (v CreateUserParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs CreateUserParams with its secrets cut.
func (v CreateUserParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints UpdateUserParams with its secrets cut, whatever the verb.
func (v UpdateUserParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs UpdateUserParams with its secrets cut.
func (v UpdateUserParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints VerifyPasswordParams with its secrets cut, whatever the verb.
func (v VerifyPasswordParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs VerifyPasswordParams with its secrets cut.
func (v VerifyPasswordParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints CreateJWTTemplateParams with its secrets cut, whatever the verb.
func (v CreateJWTTemplateParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs CreateJWTTemplateParams with its secrets cut.
func (v CreateJWTTemplateParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints UpdateJWTTemplateParams with its secrets cut, whatever the verb.
func (v UpdateJWTTemplateParams) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs UpdateJWTTemplateParams with its secrets cut.
func (v UpdateJWTTemplateParams) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints Token with its secrets cut, whatever the verb.
func (v Token) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs Token with its secrets cut.
func (v Token) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints SessionRefresh with its secrets cut, whatever the verb.
func (v SessionRefresh) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs SessionRefresh with its secrets cut.
func (v SessionRefresh) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints Directory with its secrets cut, whatever the verb.
func (v Directory) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs Directory with its secrets cut.
func (v Directory) LogValue() slog.Value { return optionset.LogValue(v) }

// Format prints SCIMDirectory with its secrets cut, whatever the verb.
func (v SCIMDirectory) Format(f fmt.State, _ rune) { optionset.Print(f, v) }

// LogValue logs SCIMDirectory with its secrets cut.
func (v SCIMDirectory) LogValue() slog.Value { return optionset.LogValue(v) }
