package main

import (
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"
	"time"
)

const (
	visitors = 24
	pause    = 10 * time.Millisecond // between two requests of one visitor
)

// crowd is the visitors, and what became of them.
type crowd struct {
	clerk *clerk
	url   string
	via   *http.Transport
	all   sync.WaitGroup

	mu     sync.Mutex
	took   []time.Duration
	counts map[string]int
	faults []string
}

func newCrowd(c *clerk, url string) *crowd {
	via := http.DefaultTransport.(*http.Transport).Clone()
	via.MaxIdleConnsPerHost = visitors
	return &crowd{clerk: c, url: url, via: via, counts: map[string]int{}}
}

func (c *crowd) begin(ctx context.Context) {
	c.all.Go(func() { c.clerk.rotate(ctx) })
	for v := range visitors {
		c.all.Go(func() {
			tick := time.NewTicker(pause)
			defer tick.Stop()
			for n := v; ; n++ {
				select {
				case <-ctx.Done():
					return
				case <-tick.C:
					c.visit(ctx, c.clerk.current.Load(), n)
				}
			}
		})
	}
}

func (c *crowd) wait() { c.all.Wait() }

// visitor is one kind of visitor: what they send, and the answer they must have.
type visitor struct {
	name   string
	path   string
	header map[string]string
	status int
	body   string // "" with status 200: nobody is signed in
}

func cast(t *tokens, names [users]string, n int) visitor {
	i := n % users
	document := map[string]string{"Sec-Fetch-Dest": "document"}
	switch n % 10 {
	case 0, 1, 2:
		return visitor{"session in a header", "/", map[string]string{"Authorization": "Bearer " + t.session[i]}, 200, names[i]}
	case 3:
		return visitor{"session in cookies", "/", map[string]string{"Cookie": "__client_uat=1; __clerk_db_jwt=dvb_fake; __session=" + t.session[i]}, 200, names[i]}
	case 4:
		return visitor{"stranger", "/", map[string]string{"Authorization": "Bearer " + t.stranger[n/10%len(t.stranger)]}, 200, ""}
	case 5:
		return visitor{"expired session", "/", map[string]string{"Authorization": "Bearer " + t.expired[i]}, 200, ""}
	case 6:
		return visitor{"API key", "/", map[string]string{"Authorization": "Bearer " + t.apiKey[i]}, 200, names[i]}
	case 7:
		return visitor{"machine", "/", map[string]string{"Authorization": "Bearer " + t.machine}, 200, "mch_soak"}
	case 8:
		path := "/"
		if n%20 == 8 {
			// With a cookie: a browser that keeps none is not sent around for long.
			path, document["Cookie"] = "/?__clerk_handshake_nonce=fake", "theme=dark"
		}
		return visitor{"handshake", path, document, http.StatusTemporaryRedirect, ""}
	}
	return visitor{"proxy", "/__clerk/v1/environment", nil, 200, "{"}
}

func (c *crowd) visit(ctx context.Context, t *tokens, n int) {
	v := cast(t, c.clerk.names, n)
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, c.url+v.path, http.NoBody)
	if err != nil {
		c.fail(err.Error())
		return
	}
	for name, value := range v.header {
		r.Header.Set(name, value)
	}
	began := time.Now()
	res, err := c.via.RoundTrip(r)
	if err != nil {
		if ctx.Err() == nil {
			c.fail(v.name + ": " + err.Error())
		}
		return
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		if ctx.Err() == nil {
			c.fail(v.name + ": " + err.Error())
		}
		return
	}
	c.note(v.name, time.Since(began))
	c.compare(v, t, res, string(body))
}

func (c *crowd) compare(v visitor, t *tokens, res *http.Response, body string) {
	right := body == v.body || v.name == "proxy" && strings.HasPrefix(body, v.body)
	if res.StatusCode == v.status && (right || v.status != http.StatusOK) {
		return
	}
	// A token of the set before the present one may be past its key.
	if present := c.clerk.current.Load(); res.StatusCode == http.StatusOK && body == "" && (time.Since(present.made) < found || present != t) {
		c.note("(of these, waiting for a new key)", 0)
		return
	}
	c.fail(fmt.Sprintf("%s: status %d %.60q %s", v.name, res.StatusCode, body, res.Header.Get("X-Clerk-Auth-Reason")))
}

func (c *crowd) note(name string, took time.Duration) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.counts[name]++
	if took > 0 {
		c.took = append(c.took, took)
	}
}

func (c *crowd) fail(what string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.faults = append(c.faults, what); len(c.faults) < 20 {
		fmt.Println("wrong:", what)
	}
}

// latency returns the percentiles since it was last asked.
func (c *crowd) latency() (median, slow time.Duration, requests int) {
	c.mu.Lock()
	took := c.took
	c.took = nil
	c.mu.Unlock()
	if len(took) == 0 {
		return 0, 0, 0
	}
	slices.Sort(took)
	return took[len(took)/2], took[len(took)*99/100], len(took)
}

func (c *crowd) summary() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(c.counts)) {
		fmt.Fprintf(&b, "%8d %s\n", c.counts[name], name)
	}
	fmt.Fprintf(&b, "%8d wrong answers", len(c.faults))
	return b.String()
}
