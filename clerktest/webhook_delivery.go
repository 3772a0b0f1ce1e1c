package clerktest

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"sync"
	"time"
)

const (
	deliveryTimeout = 15 * time.Second // Svix's, for one attempt
	maxDeliveries   = 10_000           // that wait for an endpoint
)

// deliveryWaits lie between the attempts of one message. Svix waits for five
// seconds, five minutes and then hours; a test has no such time.
var deliveryWaits = []time.Duration{100 * time.Millisecond, time.Second, 5 * time.Second}

// DeliverWebhooks sends a signed webhook to an address for everything that
// changes from now on, as Clerk would: users, sessions, organizations, their
// domains, invitations and memberships, roles and permissions, the waitlist and
// e-mails. Several addresses get all of it each. Messages are sent in the order
// of the changes; one that is not answered with a status from 200 to 299 within
// 15 seconds is sent again, with its id, after 0.1, 1 and 5 seconds, while
// others go on. Close ends it.
//
// The address must be on loopback: it panics for any other.
func (s *Server) DeliverWebhooks(address string) {
	u, err := url.Parse(address)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || !loopbackHost(u.Hostname()) {
		panic(fmt.Sprintf("clerktest: DeliverWebhooks(%q): only http and https addresses on loopback are allowed", address))
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.deliveries == nil {
		s.deliveries = newDeliveries(s)
		s.mu.changed = s.deliveries.changed
	}
	s.deliveries.last = s.look()
	s.deliveries.addresses = append(s.deliveries.addresses, address)
}

// watchedMutex tells of each end of a critical section while it is still held.
type watchedMutex struct {
	sync.Mutex
	changed func()
}

func (m *watchedMutex) Unlock() {
	if m.changed != nil {
		m.changed()
	}
	m.Mutex.Unlock()
}

// deliveries sends events. Server.mu guards its first two fields.
type deliveries struct {
	addresses []string
	last      seen

	server *Server
	client *http.Client
	queue  chan delivery
	ctx    context.Context
	stop   context.CancelFunc
	wait   sync.WaitGroup
}

type delivery struct {
	address, id string
	body        []byte
}

func newDeliveries(s *Server) *deliveries {
	d := &deliveries{server: s, queue: make(chan delivery, maxDeliveries)}
	d.ctx, d.stop = context.WithCancel(context.Background())
	d.client = &http.Client{
		Transport:     &http.Transport{DialContext: dialLoopback, DisableKeepAlives: true},
		CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse },
		Timeout:       deliveryTimeout,
	}
	d.wait.Go(d.run)
	return d
}

// changed is called under the server's lock, whenever something may have
// changed.
func (d *deliveries) changed() {
	now := d.server.look()
	bodies := d.server.news(d.last, now)
	d.last = now
	for _, body := range bodies {
		id := newID("msg")
		for _, address := range d.addresses {
			select {
			case d.queue <- delivery{address: address, id: id, body: body}:
			default: // the endpoint has been deaf for 10,000 messages
			}
		}
	}
}

func (d *deliveries) run() {
	for {
		select {
		case <-d.ctx.Done():
			return
		case message := <-d.queue:
			if !d.send(message) {
				d.wait.Go(func() { d.sendAgain(message) })
			}
		}
	}
}

func (d *deliveries) sendAgain(message delivery) {
	for _, pause := range deliveryWaits {
		timer := time.NewTimer(pause)
		select {
		case <-d.ctx.Done():
			timer.Stop()
			return
		case <-timer.C:
		}
		if d.send(message) {
			return
		}
	}
}

// send makes one attempt and reports whether it was taken.
func (d *deliveries) send(message delivery) bool {
	req, err := http.NewRequestWithContext(d.ctx, http.MethodPost, message.address, bytes.NewReader(message.body))
	if err != nil {
		return true // no other attempt will do better
	}
	req.Header = d.server.SignWebhookAt(message.body, message.id, d.server.config.Now())
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("User-Agent", "Svix-Webhooks/1.0 (clerktest)")
	res, err := d.client.Do(req)
	if err != nil {
		return false
	}
	_, _ = io.Copy(io.Discard, io.LimitReader(res.Body, maxBody)) // the status is all that counts
	_ = res.Body.Close()
	return res.StatusCode >= 200 && res.StatusCode <= 299
}

func (d *deliveries) close() {
	d.stop()
	d.wait.Wait()
}
