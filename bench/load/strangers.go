package main

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/clerkfiber/clerkfiber/bench/tokens"
	"github.com/clerkfiber/clerkfiber/clerktest"
)

const (
	strangersAtOnce = 16
	strangersWait   = time.Minute
)

// flood is what strangers bring: the same to each, or to each another.
type flood struct {
	name    string
	headers func(i int) (name, value string)
}

func floods(s *clerktest.Server) []flood {
	bearer := func(prefix string) func(int) (string, string) {
		return func(i int) (string, string) { return "Authorization", fmt.Sprintf("Bearer %sstranger%d", prefix, i) }
	}
	expired := s.SessionToken("user_stranger", clerktest.Age(24*time.Hour), clerktest.InSession("sess_stranger"))
	return []flood{
		{"API key", bearer("ak_")},
		{"M2M token", bearer("mt_")},
		{"OAuth token", bearer("oat_")},
		{"handshake nonce", func(i int) (string, string) { return "Cookie", fmt.Sprintf("__clerk_handshake_nonce=stranger%d", i) }},
		{"refresh", func(i int) (string, string) {
			return "Cookie", fmt.Sprintf("__client_uat=1; __session=%s; __refresh_%s=stranger%d", expired, s.CookieSuffix(), i)
		}},
	}
}

// strangers prints how many calls to Clerk so many requests cause.
func strangers(s settings) error {
	clerk := tokens.NewServer()
	defer clerk.Close()
	var calls atomic.Int64
	clerk.Intercept(func(_ http.ResponseWriter, r *http.Request) bool {
		if !strings.HasSuffix(r.URL.Path, "/jwks") {
			calls.Add(1)
		}
		return false
	})
	one := tokens.Make(clerk, 1)[0]
	all := peers(s)[1:] // bare Fiber asks nobody
	defer func() {
		for _, p := range all {
			p.stop()
		}
	}()
	fmt.Printf("%s; calls to Clerk that %d requests of strangers cause, %d at once; same: each brings the same, distinct: each another\n\n%-26s",
		time.Now().UTC().Format("2 January 2006"), s.strangers, strangersAtOnce, "")
	for _, p := range all {
		if err := p.start(context.Background(), clerk, s, one); err != nil {
			return err
		}
		fmt.Printf(" %36s", p.name+" (s)")
	}
	fmt.Println()
	for _, f := range floods(clerk) {
		for _, distinct := range []bool{false, true} {
			fmt.Printf("%-26s", f.name+map[bool]string{true: ", distinct", false: ", same"}[distinct])
			for _, p := range all {
				calls.Store(0)
				begin := time.Now()
				if err := p.flood(f, s.strangers, distinct); err != nil {
					return fmt.Errorf("%s: %w", p.name, err)
				}
				fmt.Printf(" %36s", fmt.Sprintf("%d (%.1f)", calls.Load(), time.Since(begin).Seconds()))
			}
			fmt.Println()
		}
	}
	return nil
}

func (p *peer) flood(f flood, requests int, distinct bool) error {
	client := &http.Client{
		Timeout:       strangersWait,
		Transport:     &http.Transport{MaxIdleConnsPerHost: strangersAtOnce},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
	}
	defer client.CloseIdleConnections()
	numbers := make(chan int)
	faults := make(chan error, strangersAtOnce)
	var wg sync.WaitGroup
	for range strangersAtOnce {
		wg.Go(func() {
			for i := range numbers {
				if err := p.visit(client, f, i); err != nil {
					select {
					case faults <- err:
					default:
					}
				}
			}
		})
	}
	for i := range requests {
		if !distinct {
			i = requests
		}
		numbers <- i
	}
	close(numbers)
	wg.Wait()
	close(faults)
	return <-faults
}

func (p *peer) visit(client *http.Client, f flood, i int) error {
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, "http://"+p.address+"/", nil)
	if err != nil {
		return err
	}
	r.Header.Set(f.headers(i))
	response, err := client.Do(r)
	if err != nil {
		return err
	}
	if response.StatusCode == http.StatusOK {
		err = fmt.Errorf("%s: a stranger was let in", f.name)
	}
	if closing := response.Body.Close(); err == nil {
		err = closing
	}
	return err
}
