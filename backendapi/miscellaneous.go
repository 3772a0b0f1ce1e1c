package backendapi

import "context"

// MiscellaneousService has what belongs nowhere else. See
// https://clerk.com/docs/reference/backend-api.
type MiscellaneousService struct{ service }

// GetPublicInterstitial returns the HTML of a page that finds out, in the
// browser, whether its visitor is signed in. It needs no key.
func (s *MiscellaneousService) GetPublicInterstitial(ctx context.Context, params GetPublicInterstitialParams) (string, error) {
	answer, err := areaOf(s).send(ctx, get("/public/interstitial").params(params))
	if err != nil {
		return "", err
	}
	return string(answer.body), nil
}
