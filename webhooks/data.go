package webhooks

import (
	"encoding/json"
	"fmt"
	"maps"
	"strings"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// Session is the session of a session.* event, with its user. Encoded again it
// has all that Clerk sent.
type Session struct {
	backendapi.Session
	// User is nil when Clerk does not send it.
	User *backendapi.User
}

// UnmarshalJSON implements [json.Unmarshaler].
func (s *Session) UnmarshalJSON(data []byte) error {
	s.User = nil
	return decodeBeside(data, &s.Session, &s.Extra, "user", &s.User)
}

// MarshalJSON implements [json.Marshaler].
func (s Session) MarshalJSON() ([]byte, error) {
	if s.User == nil {
		return json.Marshal(s.Session)
	}
	return encodeBeside(&s.Session, &s.Extra, "user", s.User)
}

// OrganizationInvitation is the invitation of an organizationInvitation.*
// event. Encoded again it has all that Clerk sent.
type OrganizationInvitation struct {
	backendapi.OrganizationInvitation
	// UserID is who accepted the invitation; empty in other events.
	UserID string
}

// UnmarshalJSON implements [json.Unmarshaler].
func (i *OrganizationInvitation) UnmarshalJSON(data []byte) error {
	i.UserID = ""
	return decodeBeside(data, &i.OrganizationInvitation, &i.Extra, "user_id", &i.UserID)
}

// MarshalJSON implements [json.Marshaler].
func (i OrganizationInvitation) MarshalJSON() ([]byte, error) {
	if i.UserID == "" {
		return json.Marshal(i.OrganizationInvitation)
	}
	return encodeBeside(&i.OrganizationInvitation, &i.Extra, "user_id", i.UserID)
}

// decodeBeside decodes a resource of the Backend API and one field that it has
// in events alone. A null or an empty text stays in the resource's extra.
func decodeBeside[T comparable](data []byte, resource any, extra *backendapi.Extra, name string, beside *T) error {
	if err := json.Unmarshal(data, resource); err != nil {
		return err
	}
	sent, ok := (*extra)[name]
	if !ok {
		return nil
	}
	if err := json.Unmarshal(sent, beside); err != nil {
		return err
	}
	var zero T
	if *beside != zero {
		delete(*extra, name)
	}
	return nil
}

// encodeBeside is the way back. The resource is the caller's own copy; its
// extra is not.
func encodeBeside(resource any, extra *backendapi.Extra, name string, beside any) ([]byte, error) {
	text, err := json.Marshal(beside)
	if err != nil {
		return nil, err
	}
	all := make(backendapi.Extra, len(*extra)+1)
	maps.Copy(all, *extra)
	all[name] = text
	*extra = all
	return json.Marshal(resource)
}

// Decode returns the event's data as a T, whatever the event's type: for data of
// the application's own choice of fields. The methods of Event, such as User,
// check the type as well.
func Decode[T any](event *Event) (T, error) {
	var data T
	if event == nil || len(event.Data) == 0 || string(event.Data) == "null" {
		return data, fmt.Errorf("%w: the event has no data", ErrMalformed)
	}
	if err := json.Unmarshal(event.Data, &data); err != nil {
		return data, fmt.Errorf("%w: data of %s: %w", ErrMalformed, event.Type, err)
	}
	return data, nil
}

// decodeOf is Decode for events about one kind of thing. Types that Clerk may
// add for the kind are taken too.
func decodeOf[T any](e *Event, kind string) (*T, error) {
	if e == nil {
		return nil, fmt.Errorf("%w: no event", ErrMalformed)
	}
	if thing, _, _ := strings.Cut(e.Type, "."); thing != kind || e.isDeletion() {
		return nil, fmt.Errorf("%w: %s, wanted %s.*", ErrWrongType, e.Type, kind)
	}
	data, err := Decode[T](e)
	if err != nil {
		return nil, err
	}
	return &data, nil
}

// isDeletion reports whether the data is no more than the name of what was
// deleted. Of a membership Clerk sends everything.
func (e *Event) isDeletion() bool {
	return strings.HasSuffix(e.Type, ".deleted") && e.Type != OrganizationMembershipDeleted
}

// Deleted decodes the data of user.deleted, organization.deleted,
// organizationDomain.deleted, permission.deleted and role.deleted.
func (e *Event) Deleted() (*backendapi.DeletedObject, error) {
	if e != nil && !e.isDeletion() {
		return nil, fmt.Errorf("%w: %s, wanted *.deleted", ErrWrongType, e.Type)
	}
	data, err := Decode[backendapi.DeletedObject](e)
	if err != nil {
		return nil, err
	}
	return &data, nil
}

// User decodes the data of user.created and user.updated. For user.deleted,
// see Deleted.
func (e *Event) User() (*backendapi.User, error) { return decodeOf[backendapi.User](e, "user") }

// Session decodes the data of the session.* events.
func (e *Event) Session() (*Session, error) { return decodeOf[Session](e, "session") }

// Organization decodes the data of organization.created and
// organization.updated. For organization.deleted, see Deleted.
func (e *Event) Organization() (*backendapi.Organization, error) {
	return decodeOf[backendapi.Organization](e, "organization")
}

// OrganizationDomain decodes the data of organizationDomain.created and
// organizationDomain.updated. For organizationDomain.deleted, see Deleted.
func (e *Event) OrganizationDomain() (*backendapi.OrganizationDomain, error) {
	return decodeOf[backendapi.OrganizationDomain](e, "organizationDomain")
}

// OrganizationInvitation decodes the data of the organizationInvitation.*
// events.
func (e *Event) OrganizationInvitation() (*OrganizationInvitation, error) {
	return decodeOf[OrganizationInvitation](e, "organizationInvitation")
}

// OrganizationMembership decodes the data of the organizationMembership.*
// events, organizationMembership.deleted among them.
func (e *Event) OrganizationMembership() (*backendapi.OrganizationMembership, error) {
	return decodeOf[backendapi.OrganizationMembership](e, "organizationMembership")
}

// Permission decodes the data of permission.created and permission.updated.
// For permission.deleted, see Deleted.
func (e *Event) Permission() (*backendapi.Permission, error) {
	return decodeOf[backendapi.Permission](e, "permission")
}

// Role decodes the data of role.created and role.updated. For role.deleted,
// see Deleted.
func (e *Event) Role() (*backendapi.Role, error) { return decodeOf[backendapi.Role](e, "role") }

// Email decodes the data of email.created.
func (e *Event) Email() (*backendapi.Email, error) { return decodeOf[backendapi.Email](e, "email") }

// SMS decodes the data of sms.created.
func (e *Event) SMS() (*SMS, error) { return decodeOf[SMS](e, "sms") }

// PaymentAttempt decodes the data of the paymentAttempt.* events.
func (e *Event) PaymentAttempt() (*PaymentAttempt, error) {
	return decodeOf[PaymentAttempt](e, "paymentAttempt")
}

// Subscription decodes the data of the subscription.* events.
func (e *Event) Subscription() (*Subscription, error) {
	return decodeOf[Subscription](e, "subscription")
}

// SubscriptionItem decodes the data of the subscriptionItem.* events.
func (e *Event) SubscriptionItem() (*SubscriptionItem, error) {
	return decodeOf[SubscriptionItem](e, "subscriptionItem")
}

// WaitlistEntry decodes the data of the waitlistEntry.* events.
func (e *Event) WaitlistEntry() (*backendapi.WaitlistEntry, error) {
	return decodeOf[backendapi.WaitlistEntry](e, "waitlistEntry")
}
