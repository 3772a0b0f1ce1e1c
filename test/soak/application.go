package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"syscall"
	"time"

	"github.com/gofiber/fiber/v2"

	"github.com/clerkfiber/clerkfiber"
)

const ready = "listening on "

// sample is the state of the application's process, and how its visitors fared
// since the one before.
type sample struct {
	Heap       uint64 `json:"heap"` // bytes that live after a collection
	Goroutines int    `json:"goroutines"`
	Files      int    `json:"files"` // open file descriptors

	at           time.Duration
	median, slow time.Duration // half, and 99 of 100 requests, took no longer
	requests     int
}

func (s sample) String() string {
	return fmt.Sprintf("%6.0f s  heap %5.1f MiB  goroutines %4d  files %4d  p50 %6.2f ms  p99 %6.2f ms  %d requests",
		s.at.Seconds(), float64(s.Heap)/(1<<20), s.Goroutines, s.Files, milliseconds(s.median), milliseconds(s.slow), s.requests)
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }

// serve is the application.
func serve(ctx context.Context) error {
	app := fiber.New(fiber.Config{DisableStartupMessage: true, ReadBufferSize: 64 << 10, IdleTimeout: 30 * time.Second})
	app.Get("/sample", func(c *fiber.Ctx) error { return c.JSON(takeSample()) })
	app.Use(clerkfiber.New(clerkfiber.Options{
		FrontendAPIProxy:  clerkfiber.FrontendAPIProxyOptions{Enabled: true},
		MachineTokenCache: clerkfiber.MachineTokenCacheOptions{TTL: 5 * time.Second},
		Logger:            slog.New(slog.DiscardHandler),
	}))
	app.Use(func(c *fiber.Ctx) error {
		auth, err := clerkfiber.GetAuth(c, clerkfiber.AcceptsToken(clerkfiber.AnyToken))
		if err != nil {
			return err
		}
		return c.SendString(auth.UserID + auth.MachineID)
	})
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	go func() {
		<-ctx.Done()
		_ = app.ShutdownWithTimeout(5 * time.Second) // the process ends either way
	}()
	fmt.Println(ready + listener.Addr().String())
	return app.Listener(listener)
}

func takeSample() sample {
	var m runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&m)
	files, _ := os.ReadDir("/proc/self/fd") // elsewhere than on Linux there are none to count
	return sample{Heap: m.HeapAlloc, Goroutines: runtime.NumGoroutine(), Files: len(files)}
}

// application is the process that serve runs in.
type application struct {
	command *exec.Cmd
	url     string
}

func startApplication(variables []string) (*application, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	a := &application{command: exec.Command(self, "-serve")} //nolint:noctx,gosec // it is this program itself, and stop ends it, gently
	a.command.Env = append(os.Environ(), variables...)
	a.command.Stderr = os.Stderr
	out, err := a.command.StdoutPipe()
	if err != nil {
		return nil, err
	}
	if err := a.command.Start(); err != nil {
		return nil, err
	}
	line, err := bufio.NewReader(out).ReadString('\n')
	address, ok := strings.CutPrefix(strings.TrimSpace(line), ready)
	if err != nil || !ok {
		a.stop()
		return nil, errors.New("the application did not start")
	}
	a.url = "http://" + address
	return a, nil
}

func (a *application) stop() {
	_ = a.command.Process.Signal(syscall.SIGTERM) // it may have ended by itself
	_ = a.command.Wait()
}

func (a *application) sample(ctx context.Context) (sample, error) {
	var s sample
	r, err := http.NewRequestWithContext(ctx, http.MethodGet, a.url+"/sample", http.NoBody)
	if err != nil {
		return s, err
	}
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		return s, err
	}
	defer res.Body.Close()
	err = json.NewDecoder(res.Body).Decode(&s)
	return s, err
}
