package backendapi

import (
	"context"
	"iter"
	"strings"

	"golang.org/x/sync/errgroup"
)

// UsersService manages the instance's users. See
// https://clerk.com/docs/reference/backend-api.
type UsersService struct{ service }

// GetUserList returns a page of the users that match, the newest first unless
// OrderBy says otherwise, and the number of all that match. It sends two
// requests, since the API counts apart.
//
// See https://clerk.com/docs/reference/backend/user/get-user-list.
func (s *UsersService) GetUserList(ctx context.Context, params GetUserListParams) (*List[User], error) {
	requests, ctx := errgroup.WithContext(ctx)
	var count *TotalCount
	requests.Go(func() (err error) {
		filter := params
		filter.Limit, filter.Offset, filter.OrderBy, filter.StartingAfter = 0, 0, "", ""
		count, err = call[TotalCount](ctx, s, get("/users/count").params(filter))
		return err
	})
	var list *List[User]
	requests.Go(func() (err error) {
		list, err = s.page(ctx, params)
		return err
	})
	if err := requests.Wait(); err != nil {
		return nil, err
	}
	list.TotalCount = count.TotalCount
	return list, nil
}

// page is GetUserList without the count.
func (s *UsersService) page(ctx context.Context, params GetUserListParams) (*List[User], error) {
	return call[List[User]](ctx, s, get("/users").params(params))
}

// AllUsers walks all pages of GetUserList, from params.Offset or
// params.StartingAfter on. The loop may delete and change users: none is
// skipped. Ordered by created_at, as by default, it goes by Clerk's cursor,
// which stays quick in long lists; else as the other iterators do.
func (s *UsersService) AllUsers(ctx context.Context, params GetUserListParams) iter.Seq2[*User, error] {
	fetch := func(at window) (*List[User], error) {
		page := params
		page.Limit, page.Offset = at.limit, at.offset
		if at.after != "" {
			page.StartingAfter = at.after
		}
		return s.page(ctx, page)
	}
	if strings.TrimLeft(params.OrderBy, "+-") == "created_at" || params.OrderBy == "" {
		return walkByCursor(params.Limit, params.Offset, fetch)
	}
	return newWalker(maxPage, params.Limit, params.Offset, fetch).all()
}

// CreateUser makes a user, whose identifiers count as verified.
func (s *UsersService) CreateUser(ctx context.Context, params CreateUserParams) (*User, error) {
	return call[User](ctx, s, post("/users").json(params))
}

// GetCount counts the users that match.
func (s *UsersService) GetCount(ctx context.Context, params GetUserCountParams) (*TotalCount, error) {
	return call[TotalCount](ctx, s, get("/users/count").params(params))
}

// GetUser returns the user with the given id.
func (s *UsersService) GetUser(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, get("/users/{}", userID))
}

// UpdateUser changes a user. Metadata that are given are replaced, each kind
// as a whole, by a second request after the first; UpdateUserMetadata merges
// them.
//
// See https://clerk.com/docs/reference/backend/user/update-user.
func (s *UsersService) UpdateUser(ctx context.Context, userID string, params UpdateUserParams) (*User, error) {
	metadata := UserMetadataParams{params.PublicMetadata, params.PrivateMetadata, params.UnsafeMetadata}
	params.PublicMetadata, params.PrivateMetadata, params.UnsafeMetadata = nil, nil, nil

	hasMetadata := metadata.PublicMetadata != nil || metadata.PrivateMetadata != nil || metadata.UnsafeMetadata != nil
	if !hasMetadata || !sendsNothing(params) {
		user, err := call[User](ctx, s, patch("/users/{}", userID).json(params))
		if err != nil || !hasMetadata {
			return user, err
		}
	}
	return s.ReplaceUserMetadata(ctx, userID, metadata)
}

// DeleteUser deletes a user.
func (s *UsersService) DeleteUser(ctx context.Context, userID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/users/{}", userID))
}

// BanUser ends a user's sessions and lets the user sign in no more.
func (s *UsersService) BanUser(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, post("/users/{}/ban", userID))
}

// UnbanUser lets a banned user sign in again.
func (s *UsersService) UnbanUser(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, post("/users/{}/unban", userID))
}

// UsersBan bans several users at once and returns them.
func (s *UsersService) UsersBan(ctx context.Context, userIDs []string) (*List[User], error) {
	return call[List[User]](ctx, s, post("/users/ban").json(map[string][]string{"user_ids": userIDs}))
}

// UsersUnban takes the ban from several users at once and returns them.
func (s *UsersService) UsersUnban(ctx context.Context, userIDs []string) (*List[User], error) {
	return call[List[User]](ctx, s, post("/users/unban").json(map[string][]string{"user_ids": userIDs}))
}

// LockUser locks a user, as too many wrong passwords do, for the instance's
// lockout time.
func (s *UsersService) LockUser(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, post("/users/{}/lock", userID))
}

// UnlockUser lets a locked user sign in again.
func (s *UsersService) UnlockUser(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, post("/users/{}/unlock", userID))
}

// UpdateUserProfileImage gives a user a picture, of at most 10 MB.
func (s *UsersService) UpdateUserProfileImage(ctx context.Context, userID string, image File) (*User, error) {
	return call[User](ctx, s, post("/users/{}/profile_image", userID).multipart(image, nil))
}

// DeleteUserProfileImage deletes a user's picture.
func (s *UsersService) DeleteUserProfileImage(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, del("/users/{}/profile_image", userID))
}

// ReplaceUserMetadata replaces those kinds of metadata that are given, each as
// a whole.
func (s *UsersService) ReplaceUserMetadata(ctx context.Context, userID string, params UserMetadataParams) (*User, error) {
	return call[User](ctx, s, put("/users/{}/metadata", userID).json(params))
}

// UpdateUserMetadata merges into the metadata: keys with null are deleted, keys
// that are not given stay.
func (s *UsersService) UpdateUserMetadata(ctx context.Context, userID string, params UserMetadataParams) (*User, error) {
	return call[User](ctx, s, patch("/users/{}/metadata", userID).json(params))
}

// GetOrganizationMembershipList returns a page of a user's memberships.
func (s *UsersService) GetOrganizationMembershipList(ctx context.Context, params GetUserOrganizationMembershipListParams) (*List[OrganizationMembership], error) {
	return call[List[OrganizationMembership]](ctx, s, get("/users/{}/organization_memberships", params.UserID).params(params))
}

// AllOrganizationMemberships walks all pages of GetOrganizationMembershipList,
// from params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *UsersService) AllOrganizationMemberships(ctx context.Context, params GetUserOrganizationMembershipListParams) iter.Seq2[*OrganizationMembership, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationMembership], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationMembershipList(ctx, page)
	})
}

// GetOrganizationInvitationList returns a page of the invitations to
// organizations that a user has.
func (s *UsersService) GetOrganizationInvitationList(ctx context.Context, params GetUserOrganizationInvitationListParams) (*List[OrganizationInvitation], error) {
	return call[List[OrganizationInvitation]](ctx, s, get("/users/{}/organization_invitations", params.UserID).params(params))
}

// AllOrganizationInvitations walks all pages of GetOrganizationInvitationList,
// from params.Offset on. The loop may delete and change what it gets: none is
// skipped.
func (s *UsersService) AllOrganizationInvitations(ctx context.Context, params GetUserOrganizationInvitationListParams) iter.Seq2[*OrganizationInvitation, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[OrganizationInvitation], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.GetOrganizationInvitationList(ctx, page)
	})
}
