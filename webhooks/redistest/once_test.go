package redistest

import (
	"bufio"
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gofiber/fiber/v2"
	standardwebhooks "github.com/standard-webhooks/standard-webhooks/libraries/go"

	"github.com/clerkfiber/clerkfiber/webhooks"
)

const (
	racerPort = "CLERKFIBER_RACER_PORT"
	racers    = 6
	messages  = 300
)

var fakeSecret = "whsec_" + base64.StdEncoding.EncodeToString([]byte("fake signing key"))

// One event comes to two servers of one application at the same moment.
func TestTwoServersHandleADeliveryOnce(t *testing.T) {
	port := startRedis(t)
	t.Setenv("CLERK_WEBHOOK_SIGNING_SECRET", fakeSecret)

	var handled atomic.Int32
	inside, leave := make(chan struct{}), make(chan struct{})
	first, second := server(t, port, func() { handled.Add(1); close(inside); <-leave }), server(t, port, func() { handled.Add(1) })

	answer := make(chan int)
	go func() { answer <- deliver(t, first) }()
	<-inside
	if status := deliver(t, second); status != http.StatusConflict {
		t.Errorf("while the first server has it, the second answers %d, want 409", status)
	}
	close(leave)
	if status := <-answer; status != http.StatusOK {
		t.Errorf("the first server answers %d, want 200", status)
	}
	if status := deliver(t, second); status != http.StatusOK {
		t.Errorf("delivered again, the second server answers %d, want 200", status)
	}
	if handled.Load() != 1 {
		t.Errorf("handled %d times, want once", handled.Load())
	}
}

// Several processes get the same messages at the same time, and every third
// handler fails at first.
func TestRacingProcessesHandleEachMessageOnce(t *testing.T) {
	port := startRedis(t)
	starters := make([]io.WriteCloser, racers)
	commands := make([]*exec.Cmd, racers)
	for i := range racers {
		command := exec.Command(os.Args[0])
		command.Env = append(os.Environ(), racerPort+"="+strconv.Itoa(port))
		command.Stderr = os.Stderr
		in, err := command.StdinPipe()
		if err != nil {
			t.Fatal(err)
		}
		out, err := command.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := command.Start(); err != nil {
			t.Fatal(err)
		}
		if _, err := bufio.NewReader(out).ReadString('\n'); err != nil {
			t.Fatalf("a process did not get ready: %v", err)
		}
		starters[i], commands[i] = in, command
	}
	for _, starter := range starters {
		_ = starter.Close() // all are connected: go
	}
	for _, command := range commands {
		if err := command.Wait(); err != nil {
			t.Errorf("a process failed: %v", err)
		}
	}
	s := storage(port)
	defer s.Close()
	for i := range messages {
		count, err := s.Conn().Get(context.Background(), successes(i)).Int()
		if err != nil || count != 1 {
			t.Errorf("message %d was handled %d times (%v)", i, count, err)
		}
	}
	failed, err := s.Conn().Get(context.Background(), "failures").Int()
	if err != nil || failed < messages/3 {
		t.Errorf("%d handlers failed, want at least %d (%v)", failed, messages/3, err)
	}
	if !t.Failed() {
		t.Logf("%d messages to each of %d processes: every one handled once, %d failures handled again", messages, racers, failed)
	}
}

// race is a racing process: it handles every message until all are known to
// be handled.
func race(port int) {
	s := storage(port)
	defer s.Close()
	handledOnce := ledger(s)
	fmt.Println("ready")
	_, _ = io.Copy(io.Discard, os.Stdin) // until it is closed

	var all sync.WaitGroup
	for i := range messages {
		all.Go(func() {
			for {
				err := handledOnce.Do(context.Background(), &webhooks.Event{MessageID: "msg_" + strconv.Itoa(i)}, func(ctx context.Context) error {
					if i%3 == 0 && s.Conn().SetNX(ctx, "failed"+strconv.Itoa(i), 1, 0).Val() {
						s.Conn().Incr(ctx, "failures")
						return errors.New("fails at first")
					}
					return s.Conn().Incr(ctx, successes(i)).Err()
				})
				if err == nil {
					return
				}
			}
		})
	}
	all.Wait()
}

func successes(i int) string { return "successes" + strconv.Itoa(i) }

// server is one of the application's servers, with a ledger and a connection
// to Redis of its own.
func server(t *testing.T, port int, handle func()) string {
	t.Helper()
	s := storage(port)
	once := ledger(s)
	app := fiber.New(fiber.Config{DisableStartupMessage: true})
	app.Post("/webhooks", func(c *fiber.Ctx) error {
		event, err := webhooks.VerifyWebhook(c)
		if err != nil {
			return err
		}
		return once.Do(c.UserContext(), event, func(context.Context) error {
			handle()
			return nil
		})
	})
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- app.Listener(listener) }()
	t.Cleanup(func() {
		_ = app.ShutdownWithTimeout(5 * time.Second)
		<-done
		_ = s.Close()
	})
	return "http://" + listener.Addr().String() + "/webhooks"
}

// deliver sends the event as Clerk does, and gives the answer's status.
func deliver(t *testing.T, address string) int {
	body, now := []byte(`{"type":"user.created","data":{"id":"user_1"}}`), time.Now()
	signer, err := standardwebhooks.NewWebhook(fakeSecret)
	if err != nil {
		t.Error(err)
		return 0
	}
	signature, err := signer.Sign("msg_fake", now, body)
	if err != nil {
		t.Error(err)
		return 0
	}
	request, err := http.NewRequest(http.MethodPost, address, bytes.NewReader(body))
	if err != nil {
		t.Error(err)
		return 0
	}
	request.Header.Set("svix-id", "msg_fake")
	request.Header.Set("svix-timestamp", strconv.FormatInt(now.Unix(), 10))
	request.Header.Set("svix-signature", signature)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Error(err)
		return 0
	}
	defer response.Body.Close()
	return response.StatusCode
}
