package boxtour

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"strings"

	"github.com/clerkfiber/clerkfiber/backendapi"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

const origin = "http://localhost:8080"

func (t *tour) sessions() {
	id := t.user("session")
	e := must(t.c.Sessions.CreateSession(t.ctx, backendapi.CreateSessionParams{UserID: id}))
	must(t.c.Sessions.GetSession(t.ctx, e.ID))
	t.want("listed", in(must(t.c.Sessions.GetSessionList(t.ctx, backendapi.GetSessionListParams{UserID: id})), e.ID), true)
	token := must(t.c.Sessions.GetToken(t.ctx, e.ID, "", 0))
	must(t.c.Sessions.VerifySession(t.ctx, e.ID, token.JWT))
	t.want("verified", must(t.c.Clients.VerifyClient(t.ctx, token.JWT)).ID, e.ClientID)
	must(t.c.Clients.GetClient(t.ctx, e.ClientID))
	must(t.c.Clients.GetClientList(t.ctx, backendapi.GetClientListParams{}))

	nonce := t.handshakeNonce(id)
	directives := strings.Join(must(t.c.Clients.GetHandshakePayload(t.ctx, nonce)).Directives, "\n")
	_, after, _ := strings.Cut(directives, "__refresh_")
	_, after, _ = strings.Cut(after, "=")
	refresh, _, _ := strings.Cut(after, ";")
	fresh := must(t.c.Sessions.RefreshSession(t.ctx, e.ID, backendapi.RefreshSessionParams{
		ExpiredToken: t.s.SessionToken(id, clerktest.InSession(e.ID), clerktest.Expired()), RefreshToken: refresh, RequestOrigin: origin,
		Format: set("cookie"),
	}))
	t.want("refreshed", len(fresh.Cookies) > 0, true)
	t.want("revoked", must(t.c.Sessions.RevokeSession(t.ctx, e.ID)).Status, "revoked")
	_, err := t.c.Sessions.GetToken(t.ctx, e.ID, "", 0)
	t.refused("a token of a revoked session", err, 404, "resource_not_found")
}

// handshakeNonce goes through a handshake as the browser of a user.
func (t *tour) handshakeNonce(userID string) string {
	page := must(http.NewRequestWithContext(t.ctx, http.MethodGet, origin+"/", nil))
	t.s.SignIn(page, userID)
	browser := must(page.Cookie("__clerk_db_jwt")).Value
	location := t.ask(http.MethodGet, "/v1/client/handshake?"+url.Values{"redirect_url": {origin + "/"}, "format": {"nonce"}, "__clerk_db_jwt": {browser}}.Encode(), "", nil)
	return must(url.Parse(location)).Query().Get("__clerk_handshake_nonce")
}

// ask asks the Frontend API, and gives the address that it redirects to.
func (t *tour) ask(method, path, form string, into any) (location string) {
	req := must(http.NewRequestWithContext(t.ctx, method, t.s.FrontendURL()+path, strings.NewReader(form)))
	if form != "" {
		req.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	client := &http.Client{CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}
	res, err := client.Do(req)
	done(err)
	defer res.Body.Close()
	body := must(io.ReadAll(res.Body))
	if into != nil {
		done(json.Unmarshal(body, into))
	}
	return res.Header.Get("Location")
}

func (t *tour) tickets() {
	id, actor := t.user("ticket"), t.user("actor")
	sign := must(t.c.SignInTokens.CreateSignInToken(t.ctx, backendapi.CreateSignInTokenParams{UserID: id}))
	t.want("revoked", must(t.c.SignInTokens.RevokeSignInToken(t.ctx, sign.ID)).Status, "revoked")
	_, err := t.c.SignInTokens.RevokeSignInToken(t.ctx, sign.ID)
	t.refused("revoked twice", err, 400, "sign_in_token_cannot_be_revoked_code")
	act := must(t.c.ActorTokens.Create(t.ctx, backendapi.CreateActorTokenParams{UserID: id, Actor: raw(`{"sub":"` + actor + `"}`)}))
	t.want("revoked", must(t.c.ActorTokens.Revoke(t.ctx, act.ID)).Status, "revoked")
	task := must(t.c.AgentTasks.Create(t.ctx, backendapi.CreateAgentTaskParams{
		OnBehalfOf: backendapi.AgentTaskSubject{UserID: set(id)}, Permissions: "*", AgentName: "robot", TaskDescription: "to dust",
		RedirectURL: origin + "/done",
	}))
	must(t.c.AgentTasks.Revoke(t.ctx, task.AgentTaskID))
	t.want("a testing token", must(t.c.TestingTokens.CreateTestingToken(t.ctx)).Token != "", true)
}
