package clerktest

// settings are what the dashboard and the Backend API set for the instance.
type settings struct {
	organizationsEnabled bool
	maxMemberships       int // of an organization, unless it says otherwise; 0: no limit
	maxRoles             int
	adminDelete          bool
	domainsEnabled       bool
	slugDisabled         bool
	enrollmentModes      []string
	creatorRole          string // key
	domainsRole          string // key

	allowedOrigins []string
	instance       object // what PATCH /instance keeps
	auth           object // what PATCH /beta_features/instance_settings keeps
	restrictions   object
	protect        object
	communication  object
	oauth          object
}

func newSettings() settings {
	return settings{
		organizationsEnabled: true,
		maxMemberships:       5,
		maxRoles:             10,
		adminDelete:          true,
		enrollmentModes:      []string{"manual_invitation", "automatic_invitation", "automatic_suggestion"},
		creatorRole:          adminRole,
		domainsRole:          memberRole,
		instance:             object{},
		auth: object{
			"restricted_to_allowlist": false, "from_email_address": "noreply", "progressive_sign_up": true,
			"enhanced_email_deliverability": false,
		},
		restrictions: object{
			"allowlist": false, "blocklist": false, "allowlist_blocklist_disabled_on_sign_in": false,
			"block_email_subaddresses": false, "block_disposable_email_domains": false,
		},
		protect:       object{"rules_enabled": false, "specter_enabled": false, "checks_bypassed": false},
		communication: object{"blocked_country_codes": []any{}},
		oauth: object{
			"dynamic_oauth_client_registration": false, "default_scopes": []any{"profile", "email"}, "oauth_jwt_access_tokens": false,
			"client_id_metadata_documents_advertised":                        false,
			"client_id_metadata_documents_only_allow_pre_registered_clients": false,
			"client_id_metadata_documents_block_implicitly_allowed_clients":  false,
		},
	}
}
