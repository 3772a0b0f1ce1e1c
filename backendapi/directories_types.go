package backendapi

import "github.com/clerkfiber/clerkfiber/internal/resource"

// Directory provisions users from an identity provider. Times are Unix
// milliseconds.
type Directory struct {
	Object                  string                     `json:"object"`
	ID                      string                     `json:"id"`
	Name                    string                     `json:"name"`
	EnterpriseConnectionID  Optional[string]           `json:"enterprise_connection_id,omitzero"`
	EndpointURL             string                     `json:"endpoint_url"`
	Provider                string                     `json:"provider"`
	Enabled                 bool                       `json:"enabled"`
	GroupRoleMappingEnabled bool                       `json:"group_role_mapping_enabled"`
	AttributeMapping        map[string]string          `json:"attribute_mapping"`
	CustomAttributes        []DirectoryCustomAttribute `json:"custom_attributes,omitzero"`
	APIKey                  Optional[string]           `json:"api_key,omitzero" print:"cut"`
	CreatedAt               int64                      `json:"created_at"`
	UpdatedAt               int64                      `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *Directory) UnmarshalJSON(data []byte) error {
	type fields Directory
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x Directory) MarshalJSON() ([]byte, error) {
	type fields Directory
	return resource.Marshal(fields(x), x.Extra)
}

// DirectoryCustomAttribute says where a custom attribute of a user is taken
// from.
type DirectoryCustomAttribute struct {
	Name *string `json:"name,omitzero"`
	Key  *string `json:"key,omitzero"`
	// SSOPath is where the value is in the provider's claims.
	SSOPath *string `json:"sso_path,omitzero"`
	// SCIMPath is where the value is in a SCIM user.
	SCIMPath *string `json:"scim_path,omitzero"`
	// DirectoryPath is where the value is in a directory's user.
	DirectoryPath *string `json:"directory_path,omitzero"`
	MultiValued   *bool   `json:"multi_valued,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *DirectoryCustomAttribute) UnmarshalJSON(data []byte) error {
	type fields DirectoryCustomAttribute
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x DirectoryCustomAttribute) MarshalJSON() ([]byte, error) {
	type fields DirectoryCustomAttribute
	return resource.Marshal(fields(x), x.Extra)
}

// DirectoryGroupRoleMapping gives the members of a group in a directory a role.
// Times are Unix milliseconds.
type DirectoryGroupRoleMapping struct {
	Object                    string `json:"object"`
	ID                        string `json:"id"`
	DirectoryID               string `json:"directory_id"`
	SCIMDirectoryID           string `json:"scim_directory_id"`
	DirectoryGroupID          string `json:"directory_group_id"`
	SCIMGroupID               string `json:"scim_group_id"`
	DirectoryGroupDisplayName string `json:"directory_group_display_name"`
	SCIMGroupDisplayName      string `json:"scim_group_display_name"`
	// Role is the role's key, such as org:admin.
	Role *Role `json:"role,omitzero"`
	// Precedence decides for members of several groups: the lowest number wins.
	Precedence int64 `json:"precedence"`
	CreatedAt  int64 `json:"created_at"`
	UpdatedAt  int64 `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *DirectoryGroupRoleMapping) UnmarshalJSON(data []byte) error {
	type fields DirectoryGroupRoleMapping
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x DirectoryGroupRoleMapping) MarshalJSON() ([]byte, error) {
	type fields DirectoryGroupRoleMapping
	return resource.Marshal(fields(x), x.Extra)
}

// SCIMDirectory provisions users by SCIM. Times are Unix milliseconds.
type SCIMDirectory struct {
	Object                  string                         `json:"object"`
	ID                      string                         `json:"id"`
	Name                    string                         `json:"name"`
	EnterpriseConnectionID  Optional[string]               `json:"enterprise_connection_id,omitzero"`
	EndpointURL             string                         `json:"endpoint_url"`
	Provider                string                         `json:"provider"`
	Enabled                 bool                           `json:"enabled"`
	GroupRoleMappingEnabled bool                           `json:"group_role_mapping_enabled"`
	AttributeMapping        map[string]string              `json:"attribute_mapping"`
	CustomAttributes        []SCIMDirectoryCustomAttribute `json:"custom_attributes,omitzero"`
	APIKey                  Optional[string]               `json:"api_key,omitzero" print:"cut"`
	CreatedAt               int64                          `json:"created_at"`
	UpdatedAt               int64                          `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SCIMDirectory) UnmarshalJSON(data []byte) error {
	type fields SCIMDirectory
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SCIMDirectory) MarshalJSON() ([]byte, error) {
	type fields SCIMDirectory
	return resource.Marshal(fields(x), x.Extra)
}

// SCIMDirectoryCustomAttribute says where a custom attribute of a user is taken
// from.
type SCIMDirectoryCustomAttribute struct {
	Name *string `json:"name,omitzero"`
	Key  *string `json:"key,omitzero"`
	// SSOPath is where the value is in the provider's claims.
	SSOPath *string `json:"sso_path,omitzero"`
	// SCIMPath is where the value is in a SCIM user.
	SCIMPath *string `json:"scim_path,omitzero"`
	// DirectoryPath is where the value is in a directory's user.
	DirectoryPath *string `json:"directory_path,omitzero"`
	MultiValued   *bool   `json:"multi_valued,omitzero"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SCIMDirectoryCustomAttribute) UnmarshalJSON(data []byte) error {
	type fields SCIMDirectoryCustomAttribute
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SCIMDirectoryCustomAttribute) MarshalJSON() ([]byte, error) {
	type fields SCIMDirectoryCustomAttribute
	return resource.Marshal(fields(x), x.Extra)
}

// SCIMGroupRoleMapping gives the members of a SCIM group a role. Times are Unix
// milliseconds.
type SCIMGroupRoleMapping struct {
	Object                    string `json:"object"`
	ID                        string `json:"id"`
	SCIMDirectoryID           string `json:"scim_directory_id"`
	DirectoryID               string `json:"directory_id"`
	SCIMGroupID               string `json:"scim_group_id"`
	DirectoryGroupID          string `json:"directory_group_id"`
	SCIMGroupDisplayName      string `json:"scim_group_display_name"`
	DirectoryGroupDisplayName string `json:"directory_group_display_name"`
	// Role is the role's key, such as org:admin.
	Role *Role `json:"role,omitzero"`
	// Precedence decides for members of several groups: the lowest number wins.
	Precedence int64 `json:"precedence"`
	CreatedAt  int64 `json:"created_at"`
	UpdatedAt  int64 `json:"updated_at"`

	// Extra are the fields that this version has no name for.
	Extra Extra `json:"-"`
}

// UnmarshalJSON implements [json.Unmarshaler].
func (x *SCIMGroupRoleMapping) UnmarshalJSON(data []byte) error {
	type fields SCIMGroupRoleMapping
	return resource.Unmarshal(data, (*fields)(x), &x.Extra)
}

// MarshalJSON implements [json.Marshaler].
func (x SCIMGroupRoleMapping) MarshalJSON() ([]byte, error) {
	type fields SCIMGroupRoleMapping
	return resource.Marshal(fields(x), x.Extra)
}
