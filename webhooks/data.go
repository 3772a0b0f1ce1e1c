package webhooks

import (
	"encoding/json"
	"fmt"
	"strings"

	"github.com/clerkfiber/clerkfiber/backendapi"
)

// Session is the session of a session.* event, with its user. Encoded again it
// is what Clerk sent.
type Session struct {
	backendapi.Session
	// User is nil when Clerk does not send it.
	User *backendapi.User
}

// UnmarshalJSON implements [json.Unmarshaler].
func (s *Session) UnmarshalJSON(data []byte) error {
	var beside struct {
		User *backendapi.User `json:"user"`
	}
	if err := json.Unmarshal(data, &s.Session); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &beside); err != nil {
		return err
	}
	s.User = beside.User
	return nil
}

// OrganizationInvitation is the invitation of an organizationInvitation.*
// event. Encoded again it is what Clerk sent.
type OrganizationInvitation struct {
	backendapi.OrganizationInvitation
	// UserID is who accepted the invitation; empty in other events.
	UserID string
}

// UnmarshalJSON implements [json.Unmarshaler].
func (i *OrganizationInvitation) UnmarshalJSON(data []byte) error {
	var beside struct {
		UserID string `json:"user_id"`
	}
	if err := json.Unmarshal(data, &i.OrganizationInvitation); err != nil {
		return err
	}
	if err := json.Unmarshal(data, &beside); err != nil {
		return err
	}
	i.UserID = beside.UserID
	return nil
}

// Decode gives the event's data as a T, whatever the event's type: for data of
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

// isDeletion says whether the data is no more than the name of what was
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
