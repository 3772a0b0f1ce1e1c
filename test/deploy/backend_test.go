package deploytest

import (
	"context"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

func backend(s *clerktest.Server) (*backendapi.Client, error) {
	return backendapi.New(backendapi.Options{SecretKey: s.SecretKey(), APIURL: s.BackendURL()})
}

// revokeAll revokes every API key of the one user that these tests have.
func revokeAll(ctx context.Context, client *backendapi.Client) error {
	keys, err := client.APIKeys.List(ctx, backendapi.ListAPIKeysParams{Subject: "user_ada"})
	if err != nil {
		return err
	}
	for _, key := range keys.Data {
		if _, err := client.APIKeys.Revoke(ctx, backendapi.RevokeAPIKeyParams{APIKeyID: key.ID}); err != nil {
			return err
		}
	}
	return nil
}
