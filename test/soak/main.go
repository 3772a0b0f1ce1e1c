// Command soak keeps an application with the plugin busy for minutes and looks
// whether anything grows: heap, goroutines, file descriptors, latency. The
// application is a process of its own; Clerk and the visitors are in this one.
//
//	go run ./test/soak -for 10m -plot soak.svg
//
// It ends with status 1 when something grew, when a user was refused, when a
// stranger was not, or at any 5xx.
package main

import (
	"context"
	"flag"
	"fmt"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	length := flag.Duration("for", 10*time.Minute, "how long")
	plot := flag.String("plot", "soak.svg", "where the plot goes; empty: nowhere")
	serveOnly := flag.Bool("serve", false, "be the application; soak starts itself with this")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	var err error
	if *serveOnly {
		err = serve(ctx)
	} else {
		err = run(ctx, *length, *plot)
	}
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "soak:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, length time.Duration, plot string) error {
	ctx, cancel := context.WithTimeout(ctx, length)
	defer cancel()
	clerk, err := openClerk()
	if err != nil {
		return err
	}
	defer clerk.server.Close()
	app, err := startApplication(clerk.variables())
	if err != nil {
		return err
	}
	defer app.stop()

	crowd := newCrowd(clerk, app.url)
	crowd.begin(ctx)
	samples := watch(ctx, app, crowd, length)
	crowd.wait()
	if plot != "" {
		if err := draw(plot, samples); err != nil {
			return err
		}
	}
	fmt.Println(crowd.summary())
	return judge(samples, crowd)
}

// watch takes about two hundred samples, each a second or more apart.
func watch(ctx context.Context, app *application, crowd *crowd, length time.Duration) []sample {
	tick := time.NewTicker(max(time.Second, length/200))
	defer tick.Stop()
	began := time.Now()
	var samples []sample
	for {
		select {
		case <-ctx.Done():
			return samples
		case <-tick.C:
		}
		s, err := app.sample(ctx)
		if err != nil {
			if ctx.Err() == nil {
				crowd.fail("no sample: " + err.Error())
			}
			continue
		}
		s.at = time.Since(began)
		s.median, s.slow, s.requests = crowd.latency()
		samples = append(samples, s)
		if len(samples)%10 == 1 {
			fmt.Println(s)
		}
	}
}
