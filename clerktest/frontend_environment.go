package clerktest

import "strings"

// environmentView is how clerk-js learns what its forms ask for. Nothing in it
// names another host.
func (s *Server) environmentView(*call) reply {
	accounts := s.config.Accounts
	return ok(object{
		"object":           "environment",
		"maintenance_mode": false,
		"auth_config": object{
			"object": "auth_config", "single_session_mode": accounts.SingleSession, "reverification": true, "claimed_at": nil,
		},
		"display_config": object{
			"object": "display_config", "application_name": "clerktest", "branded": false, "preferred_sign_in_strategy": "password",
		},
		"user_settings": s.userSettings(),
		"organization_settings": object{
			"enabled": s.state.settings.organizationsEnabled, "max_allowed_memberships": s.state.settings.maxMemberships,
			"force_organization_selection": accounts.MembershipRequired,
			"actions":                      object{"admin_delete": s.state.settings.adminDelete},
			"domains": object{
				"enabled": s.state.settings.domainsEnabled, "enrollment_modes": s.state.settings.enrollmentModes,
				"default_role": s.state.settings.domainsRole,
			},
			"slug": object{"disabled": s.state.settings.slugDisabled},
		},
	})
}

func (s *Server) userSettings() object {
	accounts := s.config.Accounts
	rules := accounts.PasswordRules
	return object{
		"attributes": s.attributeSettings(),
		"actions":    object{"delete_self": true, "create_organization": true},
		"social":     accounts.socialSettings(),
		"sign_in":    object{"second_factor": object{"required": false, "enabled": true}},
		"sign_up": object{
			"allowlist_only": false, "progressive": true, "captcha_enabled": false, "mode": accounts.SignUpMode,
			"legal_consent_enabled": false, "mfa": object{"required": false},
		},
		"password_settings": object{
			"allowed_special_characters": specialCharacters, "disable_hibp": false,
			"min_length": rules.MinLength, "max_length": rules.MaxLength,
			"require_numbers": rules.Number, "require_special_char": rules.Special,
			"require_uppercase": rules.Uppercase, "require_lowercase": rules.Lowercase,
			"show_zxcvbn": false, "min_zxcvbn_strength": 0,
		},
		"username_settings": object{"min_length": minUsername, "max_length": maxUsername},
		"passkey_settings":  object{"allow_autofill": false, "show_sign_in_button": false},
		"enterprise_sso":    object{"enabled": false, "self_serve_sso": false},
		"attack_protection": object{"enumeration_protection": object{"enabled": false}},
	}
}

// attributeSettings say of each attribute where it is used and how it is verified.
func (s *Server) attributeSettings() object {
	settings := object{}
	for _, name := range []string{"web3_wallet", "passkey"} {
		settings[name] = attributeSetting(Off, nil, false, false)
	}
	for name, use := range s.config.Accounts.attributes() {
		switch name {
		case "email_address":
			settings[name] = attributeSetting(use, []string{byEmailCode}, true, false)
		case "phone_number":
			settings[name] = attributeSetting(use, []string{byPhoneCode}, true, true)
		default:
			settings[name] = attributeSetting(use, nil, name == "username", false)
		}
	}
	settings["authenticator_app"] = attributeSetting(Optional, []string{"totp"}, false, true)
	settings["backup_code"] = attributeSetting(Optional, []string{"backup_code"}, false, true)
	return settings
}

func attributeSetting(use Attribute, by []string, first, second bool) object {
	setting := object{
		"enabled": use != Off, "required": use == Required, "verifications": orNone(by),
		"used_for_first_factor": first && use != Off, "first_factors": []string{},
		"used_for_second_factor": second && use != Off, "second_factors": []string{},
		"verify_at_sign_up": first && len(by) > 0 && use != Off,
	}
	if first && use != Off {
		setting["first_factors"] = orNone(by)
	}
	if second && use != Off {
		setting["second_factors"] = orNone(by)
	}
	return setting
}

func (a Accounts) socialSettings() object {
	settings := object{}
	for _, provider := range a.Social {
		name := strings.TrimPrefix(provider, "oauth_")
		settings["oauth_"+name] = object{
			"enabled": true, "required": false, "authenticatable": true, "not_selectable": false, "deprecated": false,
			"block_email_subaddresses": false, "strategy": "oauth_" + name, "name": strings.ToUpper(name[:1]) + name[1:], "logo_url": nil,
		}
	}
	return settings
}
