package fapiproxy

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net"
	"net/http"
	"sync"
	"sync/atomic"
	"time"

	"github.com/valyala/fasthttp"
)

var (
	// ErrTooLarge means that a body is larger than the application takes: 413.
	ErrTooLarge = errors.New("clerkfiber: the request's body is larger than the app's BodyLimit")
	errFinished = errors.New("clerkfiber: the request is over")
)

// uploadGrace is how long an answer that came before the whole of the
// visitor's body waits for the rest to be sent.
const uploadGrace = 5 * time.Second

// exchangeTimer cancels a request when no byte has moved for a while, or when
// it takes too long in all.
type exchangeTimer struct {
	timer     *time.Timer
	idleLimit time.Duration
	end       time.Time
	upload    *upload
	cancel    context.CancelFunc
	expired   atomic.Bool
}

func newExchangeTimer(idleLimit time.Duration, cancel context.CancelFunc, u *upload) *exchangeTimer {
	t := &exchangeTimer{idleLimit: idleLimit, end: time.Now().Add(wholeLimit), upload: u, cancel: cancel}
	t.timer = time.AfterFunc(min(idleLimit, wholeLimit), t.expire)
	return t
}

// expire interrupts the upload first: net/http waits for whoever reads a
// request's body before it gives up the request.
func (t *exchangeTimer) expire() {
	t.expired.Store(true)
	t.upload.interrupt()
	t.cancel()
}

// moved starts the wait for the next byte anew.
func (t *exchangeTimer) moved() { t.timer.Reset(min(t.idleLimit, time.Until(t.end))) }

// stop ends the request, and reports whether its time had run out before.
func (t *exchangeTimer) stop() (expired bool) {
	t.timer.Stop()
	t.cancel()
	return t.expired.Load()
}

// download is the Frontend API's body on its way to the visitor. Fiber closes
// it in every case.
type download struct {
	body  io.ReadCloser
	timer *exchangeTimer
}

func (d *download) Read(p []byte) (int, error) {
	n, err := d.body.Read(p)
	if n > 0 {
		d.timer.moved()
	}
	return n, err
}

func (d *download) Close() error {
	d.timer.stop()
	return d.body.Close()
}

// upload is the visitor's body on its way to the Frontend API.
//
// A body that Fiber holds is copied: it is small, and net/http may read it
// after it has given the answer, and again on a new connection. A body that
// Fiber streams is read from the visitor's connection, which is Fiber's again
// after the handler: finish makes sure that nobody reads it any more.
type upload struct {
	held   []byte
	stream io.Reader
	length int64 // of the stream; -1: chunked
	limit  int64
	timer  *exchangeTimer

	transportDone chan struct{} // closed when the transport needs no more
	doneOnce      sync.Once

	connection  net.Conn
	connMu      sync.Mutex // guards the two below
	released    bool       // the connection is Fiber's again
	interrupted bool       // nothing more can be read from the connection

	mu       sync.Mutex // held while the stream is read
	read     int64
	complete bool // everything that the visitor sent was read
	finished bool
	fault    error
}

// openUpload refuses a streamed body above the app's limit: Fiber checks only
// those that it holds.
func openUpload(c *fasthttp.RequestCtx, limit int) (*upload, error) {
	u := &upload{length: int64(c.Request.Header.ContentLength()), limit: int64(limit)}
	stream := c.RequestBodyStream()
	switch {
	case u.length > u.limit:
		c.SetConnectionClose()
		return nil, ErrTooLarge
	case c.IsGet() || c.IsHead():
		// As fetch has it, these have no body. What there is stays unread.
		if stream != nil {
			c.SetConnectionClose()
		}
	case stream == nil:
		// A multipart form that Fiber took apart is put together again.
		u.held = bytes.Clone(c.Request.Body())
	case u.length != 0:
		u.stream, u.connection, u.transportDone = stream, c.Conn(), make(chan struct{})
	}
	return u, nil
}

// attach gives the request its body.
func (u *upload) attach(request *http.Request, timer *exchangeTimer) {
	u.timer = timer
	switch {
	case len(u.held) > 0:
		request.ContentLength = int64(len(u.held))
		request.Body = io.NopCloser(bytes.NewReader(u.held))
		request.GetBody = func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(u.held)), nil }
	case u.stream != nil:
		request.ContentLength = u.length
		request.Body = u
	}
}

// Read is called by the transport, which may be another goroutine's.
func (u *upload) Read(p []byte) (int, error) {
	u.mu.Lock()
	defer u.mu.Unlock()
	switch {
	case u.complete:
		return 0, io.EOF
	case u.finished:
		return 0, errFinished
	case u.fault != nil:
		return 0, u.fault
	}
	n, err := u.stream.Read(p)
	u.read += int64(n)
	u.timer.moved()
	switch {
	case u.read > u.limit:
		n, u.fault = 0, ErrTooLarge
	case err == io.EOF && (u.length < 0 || u.read == u.length), u.read == u.length:
		u.complete = true
		u.end()
		return n, io.EOF
	case err != nil:
		u.fault = err
		if err == io.EOF {
			u.fault = io.ErrUnexpectedEOF
		}
	}
	return n, u.fault
}

// Close is the transport's word that it needs no more.
func (u *upload) Close() error {
	u.end()
	return nil
}

func (u *upload) end() { u.doneOnce.Do(func() { close(u.transportDone) }) }

// err is what went wrong with the visitor's body.
func (u *upload) err() error {
	u.mu.Lock()
	defer u.mu.Unlock()
	return u.fault
}

// finish returns when the visitor's connection is read by nobody. What they have
// not sent by then must not be taken for their next request: the connection ends
// with this answer.
func (u *upload) finish(c *fasthttp.RequestCtx) {
	if u.stream == nil || u.finished { // only finish writes it
		return
	}
	if u.timer != nil {
		wait := time.NewTimer(uploadGrace)
		defer wait.Stop()
		select {
		case <-u.transportDone:
		case <-wait.C:
		}
	}
	if !u.mu.TryLock() {
		u.interrupt() // somebody waits for the visitor's next byte: no longer
		u.mu.Lock()
	}
	u.finished = true
	complete := u.complete
	u.mu.Unlock()

	u.connMu.Lock()
	u.released = true
	interrupted := u.interrupted
	u.connMu.Unlock()
	if interrupted || !complete {
		c.SetConnectionClose()
	}
}

// interrupt ends a Read that waits for the visitor.
func (u *upload) interrupt() {
	u.connMu.Lock()
	defer u.connMu.Unlock()
	if u.connection != nil && !u.released {
		u.interrupted = true
		_ = u.connection.SetReadDeadline(time.Unix(1, 0))
	}
}
