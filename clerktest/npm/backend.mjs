// Asks every method of createClerkClient of @clerk/backend against a running
// clerktest and prints what was served and what was refused. Fails when a
// method is missing here or is not served. The facts come from backend_test.go.
import { createClerkClient } from '@clerk/backend';

const f = JSON.parse(process.env.CLERKTEST_FACTS);
const c = createClerkClient({ secretKey: f.secretKey, apiUrl: f.apiUrl });
const p = createClerkClient({ secretKey: f.production.secretKey, apiUrl: f.production.apiUrl });
const picture = () => new Blob(['\x89PNG picture'], { type: 'image/png' });
const { user, org } = f;
const k = {}; // what earlier methods made

// A method a line, in an order in which each finds what it needs. The second
// function is a call that Clerk refuses, with the code that it must have.
const methods = {
  'users.createUser': [async () => (k.user = (await c.users.createUser({ emailAddress: ['js@example.com'], phoneNumber: ['+15555550190'], username: 'javascript', password: 'correct horse battery', totpSecret: 'JBSWY3DPEHPK3PXP', backupCodes: ['one'], createdAt: new Date('2024-01-02T03:04:05Z'), publicMetadata: { a: 1 }, timezone: 'Europe/London' })).id), () => c.users.createUser({ emailAddress: ['JS@example.com'] }), 'form_identifier_exists'],
  'users.getUserList': [async () => same((await c.users.getUserList({ phoneNumber: ['+15555550190'], orderBy: '-created_at' })).data[0].id, k.user), () => c.users.getUserList({ orderBy: 'nonsense' }), 'form_param_value_invalid'],
  'users.getUser': [() => c.users.getUser(k.user), () => c.users.getUser('user_none'), 'resource_not_found'],
  'users.getCount': [async () => same(await c.users.getCount({ userId: [k.user] }), 1)],
  'users.updateUser': [async () => same((await c.users.updateUser(k.user, { firstName: 'Java', publicMetadata: { b: 2 } })).publicMetadata, { b: 2 }), () => c.users.updateUser(k.user, { password: 'x' }), 'form_password_length_too_short'],
  'users.updateUserMetadata': [async () => same((await c.users.updateUserMetadata(k.user, { publicMetadata: { c: 3 } })).publicMetadata, { b: 2, c: 3 })],
  'users.replaceUserMetadata': [async () => same((await c.users.replaceUserMetadata(k.user, { publicMetadata: {} })).publicMetadata, {})],
  'users.updateUserProfileImage': [async () => same((await c.users.updateUserProfileImage(k.user, { file: picture() })).hasImage, true)],
  'users.deleteUserProfileImage': [async () => same((await c.users.deleteUserProfileImage(k.user)).hasImage, false)],
  'users.replaceUserEmailAddress': [() => c.users.replaceUserEmailAddress(k.user, { emailAddress: 'javascript@example.com' }), () => c.users.replaceUserEmailAddress(k.user, { emailAddress: 'nope' }), 'form_param_format_invalid'],
  'users.replaceUserPhoneNumber': [() => c.users.replaceUserPhoneNumber(k.user, { phoneNumber: '+15555550191' })],
  'users.verifyPassword': [() => c.users.verifyPassword({ userId: k.user, password: 'correct horse battery' }), () => c.users.verifyPassword({ userId: k.user, password: 'wrong' }), 'incorrect_password'],
  'users.verifyTOTP': [() => c.users.verifyTOTP({ userId: k.user, code: 'one' }), () => c.users.verifyTOTP({ userId: k.user, code: '000000' }), 'totp_incorrect_code'],
  'users.setPasswordCompromised': [() => c.users.setPasswordCompromised(k.user)],
  'users.unsetPasswordCompromised': [() => c.users.unsetPasswordCompromised(k.user)],
  'users.removePassword': [() => c.users.removePassword(k.user, {}), () => c.users.removePassword(k.user, {}), 'no_password_set'],
  'users.deleteUserBackupCodes': [() => c.users.deleteUserBackupCodes(k.user)],
  'users.deleteUserTOTP': [() => c.users.deleteUserTOTP(k.user)],
  'users.disableUserMFA': [() => c.users.disableUserMFA(k.user)],
  'users.banUser': [async () => same((await c.users.banUser(k.user)).banned, true)],
  'users.unbanUser': [async () => same((await c.users.unbanUser(k.user)).banned, false)],
  'users.lockUser': [async () => same((await c.users.lockUser(k.user)).locked, true)],
  'users.unlockUser': [async () => same((await c.users.unlockUser(k.user)).locked, false)],
  'users.getUserOauthAccessToken': [async () => same((await c.users.getUserOauthAccessToken(user, 'google')).data.length, 1)],
  'users.getOrganizationMembershipList': [async () => same((await c.users.getOrganizationMembershipList({ userId: user })).totalCount, 1)],
  'users.getOrganizationInvitationList': [() => c.users.getOrganizationInvitationList({ userId: user })],
  'users.deleteUserPasskey': [() => c.users.deleteUserPasskey({ userId: user, passkeyIdentificationId: f.passkey }), () => c.users.deleteUserPasskey({ userId: user, passkeyIdentificationId: f.passkey }), 'resource_not_found'],
  'users.deleteUserWeb3Wallet': [() => c.users.deleteUserWeb3Wallet({ userId: user, web3WalletIdentificationId: f.wallet })],
  'users.deleteUserExternalAccount': [() => c.users.deleteUserExternalAccount({ userId: user, externalAccountId: f.account })],

  'emailAddresses.createEmailAddress': [async () => (k.email = (await c.emailAddresses.createEmailAddress({ userId: k.user, emailAddress: 'second-js@example.com', verified: true })).id), () => c.emailAddresses.createEmailAddress({ userId: k.user, emailAddress: 'nope' }), 'form_param_format_invalid'],
  'emailAddresses.getEmailAddress': [() => c.emailAddresses.getEmailAddress(k.email)],
  'emailAddresses.updateEmailAddress': [() => c.emailAddresses.updateEmailAddress(k.email, { primary: true })],
  'emailAddresses.deleteEmailAddress': [() => c.emailAddresses.deleteEmailAddress(k.email), () => c.emailAddresses.getEmailAddress(k.email), 'resource_not_found'],
  'phoneNumbers.createPhoneNumber': [async () => (k.phone = (await c.phoneNumbers.createPhoneNumber({ userId: k.user, phoneNumber: '+15555550192', verified: true })).id), () => c.phoneNumbers.createPhoneNumber({ userId: k.user, phoneNumber: 'nope' }), 'form_param_format_invalid'],
  'phoneNumbers.getPhoneNumber': [() => c.phoneNumbers.getPhoneNumber(k.phone)],
  'phoneNumbers.updatePhoneNumber': [() => c.phoneNumbers.updatePhoneNumber(k.phone, { reservedForSecondFactor: true })],
  'phoneNumbers.deletePhoneNumber': [() => c.phoneNumbers.deletePhoneNumber(k.phone)],

  'jwtTemplates.create': [async () => (k.template = (await c.jwtTemplates.create({ name: 'js', claims: { id: '{{user.id}}' } })).id), () => c.jwtTemplates.create({ name: 'reserved', claims: { sub: 'x' } }), 'jwt_template_reserved_claim'],
  'jwtTemplates.get': [() => c.jwtTemplates.get(k.template)],
  'jwtTemplates.list': [async () => same((await c.jwtTemplates.list()).data.length, 1)],
  'jwtTemplates.update': [() => c.jwtTemplates.update({ templateId: k.template, name: 'js', claims: { id: '{{user.id}}' }, lifetime: 90 })],
  'sessions.createSession': [async () => (k.session = await c.sessions.createSession({ userId: user })), () => c.sessions.createSession({ userId: 'user_none' }), 'resource_not_found'],
  'sessions.getSession': [() => c.sessions.getSession(k.session.id)],
  'sessions.getSessionList': [async () => same((await c.sessions.getSessionList({ userId: user })).data.length > 0, true), () => c.sessions.getSessionList({ status: 'nonsense' }), 'form_param_value_invalid'],
  'sessions.getToken': [async () => (k.token = (await c.sessions.getToken(k.session.id)).jwt) && same(claims((await c.sessions.getToken(k.session.id, 'js')).jwt).id, user), () => c.sessions.getToken(k.session.id, 'none'), 'resource_not_found'],
  'sessions.verifySession': [() => c.sessions.verifySession(k.session.id, k.token)],
  'clients.getClientList': [() => c.clients.getClientList()],
  'clients.getClient': [() => c.clients.getClient(k.session.clientId)],
  'clients.verifyClient': [async () => same((await c.clients.verifyClient(k.token)).id, k.session.clientId)],
  'clients.getHandshakePayload': [async () => (k.refresh = (await c.clients.getHandshakePayload({ nonce: f.nonce })).directives.join('\n').match(/__refresh_[^=]*=([^;]+)/)[1]), () => c.clients.getHandshakePayload({ nonce: f.nonce }), 'handshake_payload_not_found'],
  'sessions.refreshSession': [() => c.sessions.refreshSession(f.session, { expired_token: f.expired, refresh_token: k.refresh, request_origin: f.origin, request_headers: {}, suffixed_cookies: false, format: 'cookie' }), () => c.sessions.refreshSession(f.session, { expired_token: f.expired, refresh_token: 'none', request_origin: f.origin, request_headers: {}, format: 'cookie' }), 'refresh_token_not_found'],
  'sessions.revokeSession': [async () => same((await c.sessions.revokeSession(k.session.id)).status, 'revoked')],
  'jwtTemplates.delete': [() => c.jwtTemplates.delete(k.template)],
  'jwks.getJwks': [async () => same((await c.jwks.getJwks()).keys.length, 1)],

  'signInTokens.createSignInToken': [async () => (k.signIn = (await c.signInTokens.createSignInToken({ userId: user, expiresInSeconds: 60 })).id), () => c.signInTokens.createSignInToken({ userId: 'user_none', expiresInSeconds: 60 }), 'resource_not_found'],
  'signInTokens.revokeSignInToken': [() => c.signInTokens.revokeSignInToken(k.signIn), () => c.signInTokens.revokeSignInToken(k.signIn), 'sign_in_token_cannot_be_revoked_code'],
  'actorTokens.create': [async () => (k.actor = (await c.actorTokens.create({ userId: user, actor: { sub: k.user, additionalProperties: { via: 'test' } } })).id), () => c.actorTokens.create({ userId: 'user_none', actor: { sub: k.user } }), 'form_resource_not_found'],
  'actorTokens.revoke': [() => c.actorTokens.revoke(k.actor)],
  'agentTasks.create': [async () => (k.task = (await c.agentTasks.create({ onBehalfOf: { userId: user }, permissions: '*', agentName: 'robot', taskDescription: 'to dust', redirectUrl: f.origin + '/done' })).agentTaskId)],
  'agentTasks.revoke': [() => c.agentTasks.revoke(k.task)],
  'testingTokens.createTestingToken': [() => c.testingTokens.createTestingToken()],
  'signUps.update': [() => c.signUps.update({ signUpAttemptId: f.signUp, externalId: 'ext_js' })],
  'signUps.get': [async () => same((await c.signUps.get(f.signUp)).externalId, 'ext_js')],

  'organizations.createOrganization': [async () => (k.org = (await c.organizations.createOrganization({ name: 'JavaScript', slug: 'javascript', createdBy: user, maxAllowedMemberships: 2 })).id), () => c.organizations.createOrganization({ name: 'Again', slug: 'javascript' }), 'form_identifier_exists'],
  'organizations.getOrganization': [async () => same((await c.organizations.getOrganization({ slug: 'javascript' })).id, k.org)],
  'organizations.getOrganizationList': [async () => same((await c.organizations.getOrganizationList({ query: 'javas', orderBy: '-name', includeMembersCount: true })).totalCount, 1)],
  'organizations.updateOrganization': [async () => same((await c.organizations.updateOrganization(k.org, { name: 'ECMAScript', publicMetadata: { a: 1 } })).name, 'ECMAScript')],
  'organizations.updateOrganizationMetadata': [() => c.organizations.updateOrganizationMetadata(k.org, { publicMetadata: { b: 2 } })],
  'organizations.replaceOrganizationMetadata': [async () => same((await c.organizations.replaceOrganizationMetadata(k.org, { publicMetadata: { c: 3 } })).publicMetadata, { c: 3 })],
  'organizations.updateOrganizationLogo': [() => c.organizations.updateOrganizationLogo(k.org, { file: picture(), uploaderUserId: user })],
  'organizations.deleteOrganizationLogo': [() => c.organizations.deleteOrganizationLogo(k.org)],
  'organizations.createOrganizationMembership': [() => c.organizations.createOrganizationMembership({ organizationId: k.org, userId: k.user, role: 'org:member' }), () => c.organizations.createOrganizationMembership({ organizationId: k.org, userId: f.other, role: 'org:member' }), 'organization_membership_quota_exceeded'],
  'organizations.getOrganizationMembershipList': [async () => same((await c.organizations.getOrganizationMembershipList({ organizationId: k.org, role: ['org:member'] })).data[0].publicUserData.userId, k.user)],
  'organizations.getInstanceOrganizationMembershipList': [() => c.organizations.getInstanceOrganizationMembershipList({ orderBy: '-created_at' })],
  'organizations.updateOrganizationMembership': [() => c.organizations.updateOrganizationMembership({ organizationId: k.org, userId: k.user, role: 'org:admin' }), () => c.organizations.updateOrganizationMembership({ organizationId: k.org, userId: k.user, role: 'nonsense' }), 'resource_not_found'],
  'organizations.updateOrganizationMembershipMetadata': [() => c.organizations.updateOrganizationMembershipMetadata({ organizationId: k.org, userId: k.user, publicMetadata: { a: 1 } })],
  'organizations.deleteOrganizationMembership': [() => c.organizations.deleteOrganizationMembership({ organizationId: k.org, userId: k.user })],
  'organizations.createOrganizationInvitation': [async () => (k.orgInvitation = (await c.organizations.createOrganizationInvitation({ organizationId: org, emailAddress: 'guest-js@example.com', role: 'org:member', inviterUserId: user })).id), () => c.organizations.createOrganizationInvitation({ organizationId: org, emailAddress: 'guest-js@example.com', role: 'org:member' }), 'organization_invitation_not_unique'],
  'organizations.createOrganizationInvitationBulk': [() => c.organizations.createOrganizationInvitationBulk(org, [{ emailAddress: 'bulk-js@example.com', role: 'org:member' }])],
  'organizations.getOrganizationInvitationList': [() => c.organizations.getOrganizationInvitationList({ organizationId: org, status: ['pending'] })],
  'organizations.getOrganizationInvitation': [() => c.organizations.getOrganizationInvitation({ organizationId: org, invitationId: k.orgInvitation })],
  'organizations.revokeOrganizationInvitation': [() => c.organizations.revokeOrganizationInvitation({ organizationId: org, invitationId: k.orgInvitation, requestingUserId: user }), () => c.organizations.revokeOrganizationInvitation({ organizationId: org, invitationId: k.orgInvitation, requestingUserId: user }), 'invitation_already_revoked'],
  'organizations.createOrganizationDomain': [async () => (k.orgDomain = (await c.organizations.createOrganizationDomain({ organizationId: org, name: 'js.example', enrollmentMode: 'manual_invitation', verified: true })).id), () => c.organizations.createOrganizationDomain({ organizationId: org, name: 'gmail.com', enrollmentMode: 'manual_invitation' }), 'organization_domain_common'],
  'organizations.getOrganizationDomainList': [() => c.organizations.getOrganizationDomainList({ organizationId: org })],
  'organizations.updateOrganizationDomain': [() => c.organizations.updateOrganizationDomain({ organizationId: org, domainId: k.orgDomain, enrollmentMode: 'automatic_invitation' })],
  'organizations.deleteOrganizationDomain': [() => c.organizations.deleteOrganizationDomain({ organizationId: org, domainId: k.orgDomain })],
  'organizations.deleteOrganization': [() => c.organizations.deleteOrganization(k.org), () => c.organizations.getOrganization({ organizationId: k.org }), 'resource_not_found'],

  'organizationPermissions.createOrganizationPermission': [async () => (k.permission = (await c.organizationPermissions.createOrganizationPermission({ name: 'Read', key: 'org:js:read', description: 'to read' })).id), () => c.organizationPermissions.createOrganizationPermission({ name: 'Sys', key: 'org:sys_x:read', description: '' }), 'form_param_value_invalid'],
  'organizationPermissions.getOrganizationPermission': [() => c.organizationPermissions.getOrganizationPermission(k.permission)],
  'organizationPermissions.getOrganizationPermissionList': [() => c.organizationPermissions.getOrganizationPermissionList({ query: 'js', orderBy: 'key' })],
  'organizationPermissions.updateOrganizationPermission': [() => c.organizationPermissions.updateOrganizationPermission({ permissionId: k.permission, name: 'Reads' })],
  'organizationRoles.createOrganizationRole': [async () => (k.role = (await c.organizationRoles.createOrganizationRole({ name: 'Scripter', key: 'org:scripter', permissions: [] })).id), () => c.organizationRoles.createOrganizationRole({ name: 'Bad', key: 'bad' }), 'form_param_format_invalid'],
  'organizationRoles.getOrganizationRole': [() => c.organizationRoles.getOrganizationRole(k.role)],
  'organizationRoles.getOrganizationRoleList': [() => c.organizationRoles.getOrganizationRoleList({ query: 'script' })],
  'organizationRoles.updateOrganizationRole': [() => c.organizationRoles.updateOrganizationRole({ organizationRoleId: k.role, name: 'The scripter' })],
  'organizationRoles.assignPermissionToOrganizationRole': [async () => same((await c.organizationRoles.assignPermissionToOrganizationRole({ organizationRoleId: k.role, permissionId: k.permission })).permissions.length, 1)],
  'organizationRoles.removePermissionFromOrganizationRole': [async () => same((await c.organizationRoles.removePermissionFromOrganizationRole({ organizationRoleId: k.role, permissionId: k.permission })).permissions.length, 0)],
  'roleSets.createRoleSet': [async () => (k.set = (await c.roleSets.createRoleSet({ name: 'JS', key: 'role_set:js', defaultRoleKey: 'org:member', creatorRoleKey: 'org:admin', roles: ['org:admin', 'org:member'] })).id), () => c.roleSets.createRoleSet({ name: 'JS', key: 'role_set:js2', defaultRoleKey: 'org:none', creatorRoleKey: 'org:admin', roles: ['org:admin'] }), 'form_param_value_invalid'],
  'roleSets.getRoleSet': [() => c.roleSets.getRoleSet('role_set:js')],
  'roleSets.getRoleSetList': [() => c.roleSets.getRoleSetList({ query: 'js' })],
  'roleSets.updateRoleSet': [() => c.roleSets.updateRoleSet({ roleSetKeyOrId: k.set, name: 'JavaScript' })],
  'roleSets.addRolesToRoleSet': [() => c.roleSets.addRolesToRoleSet({ roleSetKeyOrId: k.set, roleKeys: ['org:scripter'] })],
  'roleSets.replaceRoleInRoleSet': [() => c.roleSets.replaceRoleInRoleSet({ roleSetKeyOrId: k.set, roleKey: 'org:scripter', toRoleKey: 'org:member' })],
  'roleSets.replaceRoleSet': [() => c.roleSets.replaceRoleSet({ roleSetKeyOrId: k.set, destRoleSetKey: 'role_set:default' })],
  'organizationRoles.deleteOrganizationRole': [() => c.organizationRoles.deleteOrganizationRole(k.role)],
  'organizationPermissions.deleteOrganizationPermission': [() => c.organizationPermissions.deleteOrganizationPermission(k.permission)],

  'invitations.createInvitation': [async () => (k.invitation = (await c.invitations.createInvitation({ emailAddress: 'invited-js@example.com', redirectUrl: f.origin })).id), () => c.invitations.createInvitation({ emailAddress: 'invited-js@example.com' }), 'duplicate_record'],
  'invitations.createInvitationBulk': [async () => (k.bulk = (await c.invitations.createInvitationBulk([{ emailAddress: 'bulk2-js@example.com' }]))[0].id)],
  'invitations.getInvitationList': [() => c.invitations.getInvitationList({ status: 'pending', query: 'js' })],
  'invitations.revokeInvitation': [() => c.invitations.revokeInvitation(k.invitation)],
  'invitations.deleteInvitation': [() => c.invitations.deleteInvitation(k.bulk)],
  'waitlistEntries.create': [async () => (k.waiting = (await c.waitlistEntries.create({ emailAddress: 'waiting-js@example.com' })).id)],
  'waitlistEntries.createBulk': [async () => (k.waiters = await c.waitlistEntries.createBulk([{ emailAddress: 'w1-js@example.com' }, { emailAddress: 'w2-js@example.com' }]))],
  'waitlistEntries.list': [() => c.waitlistEntries.list({ status: 'pending', orderBy: '-invited_at' })],
  'waitlistEntries.invite': [() => c.waitlistEntries.invite(k.waiting)],
  'waitlistEntries.reject': [() => c.waitlistEntries.reject(k.waiters[0].id)],
  'waitlistEntries.delete': [() => c.waitlistEntries.delete(k.waiters[1].id)],
  'allowlistIdentifiers.createAllowlistIdentifier': [async () => (k.allowed = (await c.allowlistIdentifiers.createAllowlistIdentifier({ identifier: 'allowed@example.com', notify: false })).id), () => c.allowlistIdentifiers.createAllowlistIdentifier({ identifier: 'allowed@example.com', notify: false }), 'duplicate_record'],
  'allowlistIdentifiers.getAllowlistIdentifierList': [() => c.allowlistIdentifiers.getAllowlistIdentifierList()],
  'allowlistIdentifiers.deleteAllowlistIdentifier': [() => c.allowlistIdentifiers.deleteAllowlistIdentifier(k.allowed)],
  'blocklistIdentifiers.createBlocklistIdentifier': [async () => (k.blocked = (await c.blocklistIdentifiers.createBlocklistIdentifier({ identifier: 'blocked@example.com' })).id), () => c.blocklistIdentifiers.createBlocklistIdentifier({ identifier: 'nope' }), 'form_param_format_invalid'],
  'blocklistIdentifiers.getBlocklistIdentifierList': [() => c.blocklistIdentifiers.getBlocklistIdentifierList({ limit: 5 })],
  'blocklistIdentifiers.deleteBlocklistIdentifier': [() => c.blocklistIdentifiers.deleteBlocklistIdentifier(k.blocked)],
  'redirectUrls.createRedirectUrl': [async () => (k.redirect = (await c.redirectUrls.createRedirectUrl({ url: 'my-app://callback' })).id), () => c.redirectUrls.createRedirectUrl({ url: 'nope' }), 'form_param_format_invalid'],
  'redirectUrls.getRedirectUrl': [() => c.redirectUrls.getRedirectUrl(k.redirect)],
  'redirectUrls.getRedirectUrlList': [() => c.redirectUrls.getRedirectUrlList()],
  'redirectUrls.deleteRedirectUrl': [() => c.redirectUrls.deleteRedirectUrl(k.redirect)],

  'domains.add': [async () => (k.domain = (await p.domains.add({ name: 'satellite-js.example', is_satellite: true })).id), () => p.domains.add({ name: 'satellite-js.example', is_satellite: true }), 'form_identifier_exists'],
  'domains.list': [() => p.domains.list()],
  'domains.update': [() => p.domains.update({ domainId: k.domain, proxy_url: 'https://satellite-js.example/__clerk' })],
  'domains.delete': [() => p.domains.delete(k.domain)],
  'domains.deleteDomain': [async () => p.domains.deleteDomain((await p.domains.add({ name: 'satellite2-js.example', is_satellite: true })).id)],
  'proxyChecks.verify': [async () => c.proxyChecks.verify({ domainId: (await c.domains.list()).data[0].id, proxyUrl: f.frontendUrl })],
  'instance.get': [() => c.instance.get()],
  'instance.update': [() => c.instance.update({ testMode: true, enhancedEmailDeliverability: true })],
  'instance.updateRestrictions': [() => c.instance.updateRestrictions({ allowlist: false, ignoreDotsForGmailAddresses: true })],
  'instance.getOrganizationSettings': [() => c.instance.getOrganizationSettings()],
  'instance.updateOrganizationSettings': [() => c.instance.updateOrganizationSettings({ maxAllowedMemberships: 5 })],
  'betaFeatures.changeDomain': [() => p.betaFeatures.changeDomain({ homeUrl: 'https://new.example' }), () => c.betaFeatures.changeDomain({ homeUrl: 'https://new.example' }), 'request_invalid_for_environment'],
  'webhooks.createSvixApp': [() => c.webhooks.createSvixApp()],
  'webhooks.generateSvixAuthURL': [() => c.webhooks.generateSvixAuthURL()],
  'webhooks.deleteSvixApp': [() => c.webhooks.deleteSvixApp(), () => c.webhooks.deleteSvixApp(), 'svix_app_missing'],
  'emails.create': [async () => (k.mail = (await c.emails.create({ to: { userId: user }, from: { address: 'news@example.com' }, subject: 'News', text: 'None.' }, { idempotencyKey: 'once' })).id)],
  'emails.createBatch': [async () => same((await c.emails.createBatch([{ to: { address: 'nobody' }, from: { address: 'news@example.com' }, subject: 'News', text: 'None.' }]))[0].statusCode, 422)],
  'emails.get': [() => c.emails.get(k.mail)],
  '__experimental_accountlessApplications.createAccountlessApplication': [() => c.__experimental_accountlessApplications.createAccountlessApplication({ source: 'test' })],
  '__experimental_accountlessApplications.completeAccountlessApplicationOnboarding': [() => c.__experimental_accountlessApplications.completeAccountlessApplicationOnboarding()],

  'oauthApplications.create': [async () => (k.app = await c.oauthApplications.create({ name: 'App', redirectUris: ['https://app.example/callback'], scopes: 'email profile' }))],
  'oauthApplications.get': [() => c.oauthApplications.get(k.app.id)],
  'oauthApplications.list': [() => c.oauthApplications.list({ nameQuery: 'app', orderBy: '-created_at' })],
  'oauthApplications.update': [() => c.oauthApplications.update({ oauthApplicationId: k.app.id, name: 'The app' })],
  'oauthApplications.rotateSecret': [() => c.oauthApplications.rotateSecret(k.app.id)],
  'idPOAuthAccessToken.verify': [() => c.idPOAuthAccessToken.verify(f.oauthToken), () => c.idPOAuthAccessToken.verify('oat_none'), 'token_invalid'],
  'oauthApplications.revokeToken': [() => c.oauthApplications.revokeToken({ oauthApplicationId: f.application, token: f.oauthToken }), () => c.idPOAuthAccessToken.verify(f.oauthToken), 'token_invalid'],
  'oauthApplications.delete': [() => c.oauthApplications.delete(k.app.id)],
  'samlConnections.createSamlConnection': [async () => (k.saml = (await c.samlConnections.createSamlConnection({ name: 'SAML', provider: 'saml_okta', domain: 'saml-js.example' })).id)],
  'samlConnections.getSamlConnection': [() => c.samlConnections.getSamlConnection(k.saml)],
  'samlConnections.getSamlConnectionList': [() => c.samlConnections.getSamlConnectionList({ query: 'saml' })],
  'samlConnections.updateSamlConnection': [() => c.samlConnections.updateSamlConnection(k.saml, { name: 'Other', provider: 'saml_okta' }), () => c.samlConnections.updateSamlConnection(k.saml, { active: true }), 'saml_connection_cant_be_activated'],
  'samlConnections.deleteSamlConnection': [() => c.samlConnections.deleteSamlConnection(k.saml)],
  'enterpriseConnections.createEnterpriseConnection': [async () => (k.enterprise = (await c.enterpriseConnections.createEnterpriseConnection({ name: 'Enterprise', provider: 'saml_custom', domains: ['enterprise-js.example'], syncUserAttributes: true, saml: { idpEntityId: 'https://idp.example' } })).id), () => c.enterpriseConnections.createEnterpriseConnection({ name: 'Again', provider: 'saml_custom', domains: ['enterprise-js.example'] }), 'form_identifier_exists'],
  'enterpriseConnections.getEnterpriseConnection': [() => c.enterpriseConnections.getEnterpriseConnection(k.enterprise)],
  'enterpriseConnections.getEnterpriseConnectionList': [() => c.enterpriseConnections.getEnterpriseConnectionList({ active: false })],
  'enterpriseConnections.updateEnterpriseConnection': [() => c.enterpriseConnections.updateEnterpriseConnection(k.enterprise, { active: true, saml: { forceAuthn: true } })],
  'enterpriseConnections.deleteEnterpriseConnection': [() => c.enterpriseConnections.deleteEnterpriseConnection(k.enterprise)],

  'billing.getPlanList': [async () => same((await c.billing.getPlanList({ payerType: 'user' })).data.length, 2)],
  'billing.getUserBillingSubscription': [async () => (k.item = (await c.billing.getUserBillingSubscription(user)).subscriptionItems[0].id)],
  'billing.getOrganizationBillingSubscription': [() => c.billing.getOrganizationBillingSubscription(org)],
  'billing.extendSubscriptionItemFreeTrial': [() => c.billing.extendSubscriptionItemFreeTrial(f.trial, { extendTo: new Date(Date.now() + 90 * 86400_000) }), () => c.billing.extendSubscriptionItemFreeTrial(k.item, { extendTo: new Date(Date.now() + 90 * 86400_000) }), 'subscription_item_not_in_free_trial'],
  'billing.cancelSubscriptionItem': [() => c.billing.cancelSubscriptionItem(k.item, { endNow: true })],

  'machines.create': [async () => (k.machine = await c.machines.create({ name: 'js', defaultTokenTtl: 60 })), () => c.machines.create({ name: '' }), 'form_param_min_length_exceeded'],
  'machines.get': [() => c.machines.get(k.machine.id)],
  'machines.list': [() => c.machines.list({ query: 'js', orderBy: '-name' })],
  'machines.update': [() => c.machines.update({ machineId: k.machine.id, name: 'ecma' })],
  'machines.createScope': [() => c.machines.createScope(k.machine.id, f.machine)],
  'machines.deleteScope': [() => c.machines.deleteScope(k.machine.id, f.machine)],
  'machines.rotateSecretKey': [() => c.machines.rotateSecretKey({ machineId: k.machine.id, previousTokenTtl: 0 })],
  'machines.getSecretKey': [async () => (k.secret = (await c.machines.getSecretKey(k.machine.id)).secret)],
  'm2m.createToken': [async () => (k.m2m = await c.m2m.createToken({ machineSecretKey: k.secret, claims: { a: 1 } })), () => c.m2m.createToken({ claims: { a: 1 } }), 'machine_secret_key_invalid'],
  'm2m.list': [() => c.m2m.list({ machineSecretKey: k.secret, subject: k.machine.id })],
  'm2m.verify': [async () => same((await c.m2m.verify({ token: k.m2m.token })).id, k.m2m.id)],
  'm2m.revokeToken': [() => c.m2m.revokeToken({ m2mTokenId: k.m2m.id }), () => c.m2m.verify({ token: k.m2m.token }), 'token_invalid'],
  'machines.delete': [() => c.machines.delete(k.machine.id)],
  'apiKeys.create': [async () => (k.key = await c.apiKeys.create({ name: 'deploy', subject: user, scopes: ['read'] })), () => c.apiKeys.create({ name: 'ci', subject: user }), 'bad_request'],
  'apiKeys.get': [() => c.apiKeys.get(k.key.id)],
  'apiKeys.list': [async () => same((await c.apiKeys.list({ subject: user })).data.length, 1)],
  'apiKeys.update': [() => c.apiKeys.update({ apiKeyId: k.key.id, subject: user, description: 'to deploy' })],
  'apiKeys.getSecret': [async () => (k.keySecret = (await c.apiKeys.getSecret(k.key.id)).secret)],
  'apiKeys.verify': [() => c.apiKeys.verify(k.keySecret)],
  'apiKeys.revoke': [() => c.apiKeys.revoke({ apiKeyId: k.key.id }), () => c.apiKeys.verify(k.keySecret), 'token_invalid'],
  'apiKeys.delete': [() => c.apiKeys.delete(k.key.id)],
  'users.deleteUser': [() => c.users.deleteUser(k.user), () => c.users.getUser(k.user), 'resource_not_found'],
};

function same(got, want) {
  if (JSON.stringify(got) !== JSON.stringify(want)) throw new Error(`${JSON.stringify(got)}, want ${JSON.stringify(want)}`);
}

const claims = jwt => JSON.parse(Buffer.from(jwt.split('.')[1], 'base64url').toString());

// The methods that the client really has.
function methodsOf(client) {
  const names = [];
  for (const service of Object.keys(client)) {
    if (!client[service] || typeof client[service] !== 'object' || service === 'telemetry') continue;
    const own = new Set();
    for (let o = client[service]; o && o !== Object.prototype; o = Object.getPrototypeOf(o)) {
      for (const name of Object.getOwnPropertyNames(o)) {
        if (typeof client[service][name] === 'function' && !['constructor', 'request', 'requireId'].includes(name)) own.add(name);
      }
    }
    names.push(...[...own].map(name => `${service}.${name}`));
  }
  return names;
}

const faults = [];
let served = 0;
let refused = 0;
let refusals = 0;
for (const [name, [call, bad, code]] of Object.entries(methods)) {
  try {
    await call();
    served++;
  } catch (error) {
    faults.push(`${name}: ${error.status ?? ''} ${JSON.stringify(error.errors ?? error.message)}`);
  }
  if (!bad) continue;
  refusals++;
  try {
    await bad();
    faults.push(`${name}: a bad call was not refused`);
  } catch (error) {
    if (error.errors?.[0]?.code === code) refused++;
    else faults.push(`${name}: refused with ${error.status} ${JSON.stringify(error.errors ?? error.message)}, want ${code}`);
  }
}
const has = methodsOf(c);
for (const name of has) if (!methods[name]) faults.push(`${name}: the client has it, and it is not asked here`);
for (const name of Object.keys(methods)) if (!has.includes(name)) faults.push(`${name}: it is asked here, and the client has it no more`);
console.log('| client | methods | served | refused with the right code |');
console.log('|---|---|---|---|');
console.log(`| @clerk/backend | ${has.length} | ${served} | ${refused} of ${refusals} |`);
for (const fault of faults) console.error(fault);
process.exit(faults.length > 0 ? 1 : 0);
