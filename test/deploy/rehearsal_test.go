package deploytest

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/http/cookiejar"
	"net/url"
	"os"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/clerkfiber/clerkfiber/clerktest"
)

// What docs/deployment.md says of a rehearsal: somebody signs in through nginx,
// over TLS, at an application with the settings of docs/production.md, and the
// built-in Clerk is reached through the application as Clerk's Frontend API.
func TestRehearsal(t *testing.T) {
	for name, production := range map[string]bool{"development": false, "production": true} {
		t.Run(name, func(t *testing.T) {
			c := &cluster{clerk: clerktest.NewServer(clerktest.Config{Production: production}), certificate: newCertificate(t)}
			t.Cleanup(c.clerk.Close)
			user := c.clerk.CreateUser(clerktest.User{Email: "ada@example.com", Password: "fake-password-42"})
			for range 3 {
				c.addresses = append(c.addresses, freeAddress(t))
			}
			front := c.nginx(t)
			_, port, _ := net.SplitHostPort(front)
			origin := "https://" + front
			if production {
				origin = "https://app." + c.clerk.Domain() + ":" + port
			}
			for _, address := range c.addresses {
				variables := []string{"NODE_ADDRESS=" + address, "NODE_ORIGIN=" + origin}
				for name, value := range c.clerk.Env() {
					variables = append(variables, name+"="+value)
				}
				if production {
					variables = append(variables, "CLERK_SIGN_IN_URL=https://clerk."+c.clerk.Domain()+":"+port+"/sign-in")
				}
				start(t, address, variables, os.Args[0])
			}

			v := newVisitor(t, c, front)
			signIn := v.visit(t, http.MethodGet, origin+"/page", nil)
			if signIn.StatusCode != http.StatusOK || signIn.Request.URL.Path != "/sign-in" {
				t.Fatal(signIn.Status, signIn.Request.URL)
			}
			form := signIn.Request.URL.Query()
			form.Set("method", "password")
			form.Set("identifier", "ada@example.com")
			form.Set("password", "fake-password-42")
			page := v.visit(t, http.MethodPost, signIn.Request.URL.Scheme+"://"+signIn.Request.URL.Host+"/sign-in", form)
			var got reply
			if err := json.NewDecoder(page.Body).Decode(&got); err != nil || got.Subject != user.ID || page.Request.URL.String() != origin+"/page" {
				t.Fatalf("%s %s, %+v, %v", page.Status, page.Request.URL, got, err)
			}
			proxied := slices.ContainsFunc(v.visited, func(u string) bool { return strings.HasPrefix(u, origin+"/__clerk/") })
			if proxied == production { // in production the cookies come from the sign-in page's own domain
				t.Errorf("visited %q", v.visited)
			}
			if res := v.visit(t, http.MethodGet, origin+"/__clerk/v1/environment", nil); res.StatusCode != http.StatusOK {
				t.Errorf("the Frontend API: %s", res.Status)
			}
		})
	}
}

// visitor is a browser that finds every name of the instance at the front.
type visitor struct {
	client  http.Client
	visited []string
}

func newVisitor(t *testing.T, c *cluster, front string) *visitor {
	t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	via := fresh()
	via.TLSClientConfig = c.certificate.trusted()
	via.TLSClientConfig.ServerName = "example.com" // which the certificate names
	via.DialContext = func(ctx context.Context, network, address string) (net.Conn, error) {
		if strings.HasPrefix(address, "app.") || strings.HasPrefix(address, "clerk.") {
			address = front
		}
		return new(net.Dialer).DialContext(ctx, network, address)
	}
	v := &visitor{client: http.Client{Transport: via, Jar: jar, Timeout: 10 * time.Second}}
	v.client.CheckRedirect = func(r *http.Request, before []*http.Request) error {
		v.visited = append(v.visited, r.URL.String())
		if len(before) > 10 {
			return http.ErrUseLastResponse
		}
		return nil
	}
	return v
}

func (v *visitor) visit(t *testing.T, method, address string, form url.Values) *http.Response {
	t.Helper()
	r, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(form.Encode()))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Accept", "text/html")
	if form != nil {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		r.Header.Set("Origin", r.URL.Scheme+"://"+r.URL.Host)
	}
	res, err := v.client.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = res.Body.Close() })
	return res
}

// alsoClerk adds to nginx's configuration what docs/deployment.md shows for a
// rehearsal in production: the built-in Clerk below the application's domain.
func (c *cluster) alsoClerk(t *testing.T, config, front string) string {
	t.Helper()
	guide, err := os.ReadFile("../../docs/deployment.md")
	if err != nil {
		t.Fatal(err)
	}
	_, block, _ := strings.Cut(string(guide), "```nginx\nserver {")
	block, _, _ = strings.Cut(block, "```")
	block = strings.NewReplacer("443", front, "DOMAIN", c.clerk.Domain(), "http://localhost:4000", c.clerk.FrontendURL(),
		"/etc/nginx/tls/chain.pem", c.certificate.chain, "/etc/nginx/tls/key.pem", c.certificate.key).Replace("server {" + block)
	return strings.TrimSuffix(strings.TrimSpace(config), "}") + block + "}\n"
}
