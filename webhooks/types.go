package webhooks

// The types of the events that Clerk sends, as Event.Type has them. See
// https://clerk.com/docs/guides/development/webhooks/overview.
const (
	EmailCreated = "email.created"

	OrganizationCreated = "organization.created"
	OrganizationUpdated = "organization.updated"
	OrganizationDeleted = "organization.deleted"

	OrganizationDomainCreated = "organizationDomain.created"
	OrganizationDomainUpdated = "organizationDomain.updated"
	OrganizationDomainDeleted = "organizationDomain.deleted"

	OrganizationInvitationCreated  = "organizationInvitation.created"
	OrganizationInvitationAccepted = "organizationInvitation.accepted"
	OrganizationInvitationRevoked  = "organizationInvitation.revoked"

	OrganizationMembershipCreated = "organizationMembership.created"
	OrganizationMembershipUpdated = "organizationMembership.updated"
	OrganizationMembershipDeleted = "organizationMembership.deleted"

	PaymentAttemptCreated = "paymentAttempt.created"
	PaymentAttemptUpdated = "paymentAttempt.updated"

	PermissionCreated = "permission.created"
	PermissionUpdated = "permission.updated"
	PermissionDeleted = "permission.deleted"

	RoleCreated = "role.created"
	RoleUpdated = "role.updated"
	RoleDeleted = "role.deleted"

	SessionCreated = "session.created"
	SessionPending = "session.pending"
	SessionEnded   = "session.ended"
	SessionRemoved = "session.removed"
	SessionRevoked = "session.revoked"

	SMSCreated = "sms.created"

	SubscriptionCreated = "subscription.created"
	SubscriptionUpdated = "subscription.updated"
	SubscriptionActive  = "subscription.active"
	SubscriptionPastDue = "subscription.pastDue"

	SubscriptionItemAbandoned       = "subscriptionItem.abandoned"
	SubscriptionItemActive          = "subscriptionItem.active"
	SubscriptionItemCanceled        = "subscriptionItem.canceled"
	SubscriptionItemCreated         = "subscriptionItem.created"
	SubscriptionItemEnded           = "subscriptionItem.ended"
	SubscriptionItemFreeTrialEnding = "subscriptionItem.freeTrialEnding"
	SubscriptionItemIncomplete      = "subscriptionItem.incomplete"
	SubscriptionItemPastDue         = "subscriptionItem.pastDue"
	SubscriptionItemUpcoming        = "subscriptionItem.upcoming"
	SubscriptionItemUpdated         = "subscriptionItem.updated"

	UserCreated = "user.created"
	UserUpdated = "user.updated"
	UserDeleted = "user.deleted"

	WaitlistEntryCreated = "waitlistEntry.created"
	WaitlistEntryUpdated = "waitlistEntry.updated"
)
