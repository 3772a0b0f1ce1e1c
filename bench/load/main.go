// Command load compares clerkfiber with its peers under load, on loopback:
// every server on one core, wrk on the other, rounds in turn, medians of them and
// of their ratios.
package main

import (
	"context"
	"flag"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/clerkfiber/clerkfiber/bench/tokens"
)

type settings struct {
	server, fastify, script string
	earlier, profile        string
	only                    *regexp.Regexp
	rounds, tokens          int
	strangers               int
	duration                time.Duration
	serverCore, loadCore    string
}

// round is what one run of wrk against one server came to.
type round struct {
	requests, failures int
	perCPUSecond       float64
	p99                time.Duration
	foreign            float64 // cores that other programs used
}

func main() {
	var s settings
	flag.StringVar(&s.server, "server", "", "the program of bench/server")
	flag.StringVar(&s.fastify, "fastify", "fastify/server.js", "the program for Node")
	flag.StringVar(&s.script, "script", "load/tokens.lua", "the script for wrk")
	flag.IntVar(&s.rounds, "rounds", 5, "rounds for each server")
	flag.IntVar(&s.tokens, "tokens", 2000, "tokens, sent in turn")
	flag.DurationVar(&s.duration, "duration", 3*time.Second, "length of a round")
	flag.StringVar(&s.serverCore, "server-core", "0", "the servers' core")
	flag.StringVar(&s.loadCore, "load-core", "1", "wrk's core")
	flag.StringVar(&s.earlier, "earlier", "", "the program of bench/server of an earlier commit, to compare with")
	flag.StringVar(&s.profile, "cpuprofile", "", "a file for clerkfiber's CPU profile, which slows it down a little")
	flag.IntVar(&s.strangers, "strangers", 0, "instead, count the calls to Clerk that so many requests of strangers cause")
	only := flag.String("only", "", "a regular expression for the servers to measure beside bare Fiber and clerkfiber")
	flag.Parse()
	s.only = regexp.MustCompile(*only)
	measure := run
	if s.strangers > 0 {
		measure = strangers
	}
	if err := measure(s); err != nil {
		log.Fatal(err)
	}
}

func run(s settings) error {
	clerk := tokens.NewServer()
	defer clerk.Close()
	made := tokens.Make(clerk, s.tokens)
	dir, err := os.MkdirTemp("", "bench")
	if err != nil {
		return err
	}
	defer func() { _ = os.RemoveAll(dir) }()
	file := filepath.Join(dir, "tokens")
	if err := os.WriteFile(file, []byte(strings.Join(made, "\n")+"\n"), 0o600); err != nil {
		return err
	}
	all := peers(s)
	defer func() {
		for _, p := range all {
			p.stop()
		}
	}()
	for _, p := range all {
		if err := p.start(context.Background(), clerk, s, made[0]); err != nil {
			return err
		}
	}
	for n := range s.rounds + 1 {
		for _, p := range all {
			r, err := s.measure(p, file)
			if err != nil {
				return fmt.Errorf("%s: %w", p.name, err)
			}
			if n > 0 { // the first warms up
				p.rounds = append(p.rounds, r)
			}
		}
	}
	report(s, len(made[0]), all)
	return nil
}

func (s settings) measure(p *peer, file string) (r round, err error) {
	pid := p.process.Process.Pid
	ctx, cancel := context.WithTimeout(context.Background(), s.duration+time.Minute)
	defer cancel()
	wrk := exec.CommandContext(ctx, "taskset", "-c", s.loadCore, "wrk", "-t1", "-c16", //nolint:gosec // our own arguments
		fmt.Sprintf("-d%ds", int(s.duration.Seconds())), "-s", s.script, "http://"+p.address)
	wrk.Env = append(os.Environ(), "TOKENS="+file)
	if p.cookies {
		wrk.Env = append(wrk.Env, "COOKIES=1")
	}
	if p.tenants {
		wrk.Env = append(wrk.Env, "TENANTS=1000")
	}

	machineBefore, err := busy()
	if err != nil {
		return r, err
	}
	before, err := spentBy(pid)
	if err != nil {
		return r, err
	}
	begin := time.Now()
	output, err := wrk.CombinedOutput()
	if err != nil {
		return r, fmt.Errorf("wrk: %w: %s", err, output)
	}
	wall := time.Since(begin)
	after, err := spentBy(pid)
	if err != nil {
		return r, err
	}
	machineAfter, err := busy()
	if err != nil {
		return r, err
	}
	var p99 int
	_, line, _ := strings.Cut(string(output), "RESULT ")
	if _, err := fmt.Sscan(line, &r.requests, &r.failures, &p99); err != nil {
		return r, fmt.Errorf("wrk said %q: %w", output, err)
	}
	spent := after - before
	r.perCPUSecond = float64(r.requests) / spent.Seconds()
	r.p99 = time.Duration(p99) * time.Microsecond
	load := wrk.ProcessState.UserTime() + wrk.ProcessState.SystemTime()
	r.foreign = max(0, (machineAfter-machineBefore-spent-load).Seconds()/wall.Seconds())
	return r, nil
}

func report(s settings, size int, all []*peer) {
	fmt.Printf("%s; %d rounds of %s each in turn, medians of them and of their ratios; %d tokens of %d bytes in turn; wrk -t1 -c16\n\n",
		time.Now().UTC().Format("2 January 2006"), s.rounds, s.duration, s.tokens, size)
	fmt.Printf("%-32s %12s %12s %10s %14s %9s %9s\n", "server", "req/CPU s", "µs CPU/req", "÷ bare", "clerkfiber ÷", "p99", "failures")
	foreign := 0.0
	for _, p := range all {
		failures := 0
		for _, r := range p.rounds {
			failures += r.failures
			foreign = max(foreign, r.foreign)
		}
		speed := p.median(perCPUSecond)
		bare := all[0]
		for _, other := range all {
			if other.name == p.bare {
				bare = other
			}
		}
		fmt.Printf("%-32s %12.0f %12.1f %10.2f %14.1f %9s %9d\n", p.name, speed, 1e6/speed, p.beside(bare), all[1].beside(p),
			time.Duration(p.median(func(r round) float64 { return float64(r.p99) })), failures)
	}
	var loads []string
	for _, p := range all {
		loads = append(loads, fmt.Sprintf("%.2f", p.median(func(r round) float64 { return r.foreign })))
	}
	fmt.Printf("\nother programs used %s cores meanwhile (medians, in this order), %.2f at most\n", strings.Join(loads, ", "), foreign)
}

func perCPUSecond(r round) float64 { return r.perCPUSecond }

func (p *peer) median(of func(round) float64) float64 {
	values := make([]float64, len(p.rounds))
	for i, r := range p.rounds {
		values[i] = of(r)
	}
	return median(values)
}

// beside is the median of what two peers' rounds are to each other: a machine that
// is slower for a while is so for both.
func (p *peer) beside(other *peer) float64 {
	values := make([]float64, len(p.rounds))
	for i := range values {
		values[i] = p.rounds[i].perCPUSecond / other.rounds[i].perCPUSecond
	}
	return median(values)
}

func median(values []float64) float64 {
	slices.Sort(values)
	return values[len(values)/2]
}
