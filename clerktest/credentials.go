package clerktest

import (
	"crypto/hmac"
	"crypto/md5"
	"crypto/sha1"
	"crypto/sha256"
	"encoding/base32"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Clerk's bounds for a password, in characters and in bytes.
const (
	minPassword      = 8
	maxPassword      = 72
	maxPasswordBytes = 72
)

// specialCharacters are those that count for PasswordRules.Special.
const specialCharacters = "!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~"

// checkPasswordRules refuses a password that Clerk would not take. The list of
// passwords that leaked is the internet's; here it has the most famous ones.
func (s *Server) checkPasswordRules(password, param string) error {
	say := func(code, long string) error {
		return refuse(http.StatusUnprocessableEntity, "form_password_"+code, long, long, param)
	}
	rules, length := s.config.Accounts.PasswordRules, utf8.RuneCountInString(password)
	switch {
	case length < rules.MinLength:
		return say("length_too_short", fmt.Sprintf("Passwords must be %d characters or more.", rules.MinLength))
	case length > rules.MaxLength:
		return say("length_too_long", fmt.Sprintf("Passwords must be %d characters or less.", rules.MaxLength))
	case len(password) > maxPasswordBytes:
		return say("size_in_bytes_exceeded", "The password has too many bytes.")
	case rules.Number && !strings.ContainsAny(password, "0123456789"):
		return say("no_number", "Passwords must contain at least one number.")
	case rules.Special && !strings.ContainsAny(password, specialCharacters):
		return say("no_special_char", "Passwords must contain at least one special character.")
	case rules.Uppercase && !strings.ContainsFunc(password, unicode.IsUpper):
		return say("no_uppercase", "Passwords must contain at least one uppercase character.")
	case rules.Lowercase && !strings.ContainsFunc(password, unicode.IsLower):
		return say("no_lowercase", "Passwords must contain at least one lowercase character.")
	case slices.Contains(leakedPasswords, strings.ToLower(password)):
		return say("pwned", "Password has been found in an online data breach.")
	}
	return nil
}

var leakedPasswords = []string{"password", "password1", "12345678", "123456789", "qwerty123", "iloveyou", "11111111", "sunshine", "princess"}

func (s *Server) setPassword(u *user, password string) {
	u.password, u.passwordDigest, u.passwordHasher = password, "", ""
	u.passwordCompromised, u.passwordUpdated = false, s.milliseconds()
}

// digestLengths are the hashers whose digests can be told from others here.
// The digests of md5 and sha256 are verified, the rest only kept.
var digestLengths = map[string]int{
	"md5": 32, "sha256": 64, "sha512_symfony": 0, "bcrypt": 60, "bcrypt_peppered": 60, "bcrypt_sha256_django": 0,
	"md5_salted": 0, "md5_phpass": 0, "pbkdf2_sha1": 0, "pbkdf2_sha256": 0, "pbkdf2_sha256_django": 0, "pbkdf2_sha512": 0,
	"pbkdf2_sha512_hex": 0, "scrypt_firebase": 0, "scrypt_werkzeug": 0, "sha256_salted": 0, "sha512_salted": 0, "phpass": 0,
	"argon2": 0, "argon2i": 0, "argon2id": 0, "awscognito": 0, "ldap_ssha": 0, "sha512": 0,
}

func checkDigest(digest, hasher string) error {
	length, known := digestLengths[hasher]
	switch {
	case hasher == "":
		return refuse(http.StatusUnprocessableEntity, "form_conditional_param_missing", "is missing",
			"`password_hasher` is required when `password_digest` is present.", "password_hasher")
	case !known:
		return refuseValue("password_hasher", hasher)
	case length > 0 && len(digest) != length:
		return refuse(http.StatusUnprocessableEntity, "form_password_digest_invalid_code", "is invalid",
			"password_digest is no digest of "+hasher+".", "password_digest")
	}
	return nil
}

// passwordIs reports whether the password is the user's.
func (u *user) passwordIs(password string) bool {
	switch u.passwordHasher {
	case "md5":
		sum := md5.Sum([]byte(password))
		return strings.EqualFold(hex.EncodeToString(sum[:]), u.passwordDigest)
	case "sha256":
		sum := sha256.Sum256([]byte(password))
		return strings.EqualFold(hex.EncodeToString(sum[:]), u.passwordDigest)
	default:
		return u.password != "" && u.password == password
	}
}

func (s *Server) setTOTP(u *user, secret string) {
	u.totpSecret = secret
	s.noteSecondFactor(u)
}

// noteSecondFactor keeps the times at which a second factor came and went.
func (s *Server) noteSecondFactor(u *user) {
	switch now := s.milliseconds(); {
	case u.twoFactor() && (u.mfaEnabled == 0 || u.mfaDisabled != 0):
		u.mfaEnabled, u.mfaDisabled = now, 0
	case !u.twoFactor() && u.mfaEnabled != 0 && u.mfaDisabled == 0:
		u.mfaDisabled = now
	}
}

var totpEncoding = base32.StdEncoding.WithPadding(base32.NoPadding)

func totpKey(secret string) ([]byte, error) {
	return totpEncoding.DecodeString(strings.ToUpper(strings.TrimRight(secret, "=")))
}

func checkTOTPSecret(secret string) error {
	if key, err := totpKey(secret); err != nil || len(key) == 0 {
		return refuse(http.StatusUnprocessableEntity, "invalid_totp_secret_code", "invalid TOTP secret",
			"The TOTP secret is invalid, please provide a valid one base32 encoded", "totp_secret")
	}
	return nil
}

// totpStep is the seconds that a TOTP code holds (RFC 6238).
const totpStep = 30

// totpCode is the code of an authenticator app at a step.
func totpCode(secret string, step int64) string {
	key, err := totpKey(secret)
	if err != nil {
		return ""
	}
	mac := hmac.New(sha1.New, key)
	_ = binary.Write(mac, binary.BigEndian, step) // a hash takes everything
	sum := mac.Sum(nil)
	offset := sum[len(sum)-1] & 0xf
	return fmt.Sprintf("%06d", binary.BigEndian.Uint32(sum[offset:])&0x7fffffff%1_000_000)
}

// secondFactor says what kind of code a user's code is: totp, backup_code, or
// "" for a wrong one. A backup code is used up.
func (s *Server) secondFactor(u *user, code string) string {
	switch {
	case s.totpIs(u, code):
		return byTOTP
	case u.useBackupCode(code):
		return byBackupCode
	default:
		return ""
	}
}

// totpIs reports whether the user's authenticator app shows the code, by a
// clock that may be a step off.
func (s *Server) totpIs(u *user, code string) bool {
	step := s.now().Unix() / totpStep
	for _, near := range []int64{step, step - 1, step + 1} {
		if u.totpSecret != "" && code == totpCode(u.totpSecret, near) {
			return true
		}
	}
	return false
}

// useBackupCode takes a backup code away and reports whether it was there.
func (u *user) useBackupCode(code string) bool {
	i := slices.Index(u.backupCodes, code)
	if i < 0 {
		return false
	}
	u.backupCodes = slices.Delete(u.backupCodes, i, i+1)
	return true
}

// TOTPCode is the code that a user's authenticator app shows now, "" when the
// user has none.
func (s *Server) TOTPCode(userID string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	u := s.state.users.get(userID)
	if u == nil || u.totpSecret == "" {
		return ""
	}
	return totpCode(u.totpSecret, s.now().Unix()/totpStep)
}
