package backendapi

import (
	"context"
	"iter"
)

// WaitlistEntriesService manages the waitlist. See
// https://clerk.com/docs/reference/backend-api.
type WaitlistEntriesService struct{ service }

// List returns a page of the waitlist.
func (s *WaitlistEntriesService) List(ctx context.Context, params ListWaitlistEntriesParams) (*List[WaitlistEntry], error) {
	return call[List[WaitlistEntry]](ctx, s, get("/waitlist_entries").params(params))
}

// AllWaitlistEntries walks all pages of List, from params.Offset on. The loop
// may delete and change what it gets: none is skipped.
func (s *WaitlistEntriesService) AllWaitlistEntries(ctx context.Context, params ListWaitlistEntriesParams) iter.Seq2[*WaitlistEntry, error] {
	return walk(ctx, params.Limit, params.Offset, func(ctx context.Context, limit, offset int64) (*List[WaitlistEntry], error) {
		page := params
		page.Limit, page.Offset = limit, offset
		return s.List(ctx, page)
	})
}

// Create puts an e-mail address on the waitlist.
func (s *WaitlistEntriesService) Create(ctx context.Context, params CreateWaitlistEntryParams) (*WaitlistEntry, error) {
	return call[WaitlistEntry](ctx, s, post("/waitlist_entries").json(params))
}

// CreateBulk puts up to fifty e-mail addresses on the waitlist at once.
func (s *WaitlistEntriesService) CreateBulk(ctx context.Context, params []CreateWaitlistEntryParams) (*List[WaitlistEntry], error) {
	return call[List[WaitlistEntry]](ctx, s, post("/waitlist_entries/bulk").json(params))
}

// Delete takes a pending entry off the waitlist.
func (s *WaitlistEntriesService) Delete(ctx context.Context, waitlistEntryID string) (*DeletedObject, error) {
	return call[DeletedObject](ctx, s, del("/waitlist_entries/{}", waitlistEntryID))
}

// Invite invites a person of the waitlist to sign up.
func (s *WaitlistEntriesService) Invite(ctx context.Context, waitlistEntryID string, params InviteWaitlistEntryParams) (*WaitlistEntry, error) {
	return call[WaitlistEntry](ctx, s, post("/waitlist_entries/{}/invite", waitlistEntryID).json(params))
}

// Reject turns a person of the waitlist down.
func (s *WaitlistEntriesService) Reject(ctx context.Context, waitlistEntryID string) (*WaitlistEntry, error) {
	return call[WaitlistEntry](ctx, s, post("/waitlist_entries/{}/reject", waitlistEntryID))
}
