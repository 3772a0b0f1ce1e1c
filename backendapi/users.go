package backendapi

import (
	"context"

	"golang.org/x/sync/errgroup"
)

// UsersService manages the instance's users.
type UsersService struct{ service }

// GetUserList returns a page of the users that match, the newest first unless
// OrderBy says otherwise, and the number of all that match. It sends two
// requests, since the API counts apart.
//
// See https://clerk.com/docs/reference/backend/user/get-user-list.
func (s *UsersService) GetUserList(ctx context.Context, params GetUserListParams) (*List[User], error) {
	counting, ctx := errgroup.WithContext(ctx)
	var count *TotalCount
	counting.Go(func() (err error) {
		filter := params
		filter.Limit, filter.Offset, filter.OrderBy, filter.StartingAfter = 0, 0, "", ""
		count, err = call[TotalCount](ctx, s, get("/users/count").params(filter))
		return err
	})
	var page *List[User]
	counting.Go(func() (err error) {
		page, err = call[List[User]](ctx, s, get("/users").params(params))
		return err
	})
	if err := counting.Wait(); err != nil {
		return nil, err
	}
	page.TotalCount = count.TotalCount
	return page, nil
}

// GetUser returns the user with the given id.
//
// See https://clerk.com/docs/reference/backend/user/get-user.
func (s *UsersService) GetUser(ctx context.Context, userID string) (*User, error) {
	return call[User](ctx, s, get("/users/{}", userID))
}

// CreateUser makes a user, whose identifiers count as verified.
//
// See https://clerk.com/docs/reference/backend/user/create-user.
func (s *UsersService) CreateUser(ctx context.Context, params CreateUserParams) (*User, error) {
	return call[User](ctx, s, post("/users").json(params))
}
