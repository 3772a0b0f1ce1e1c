package main

import (
	"errors"
	"fmt"
	"slices"
)

// judge compares the quarter after the warm-up with the last one. A leak of one
// goroutine, file or kilobyte for each thousand requests would show.
func judge(samples []sample, c *crowd) error {
	if len(samples) < 8 {
		return errors.New("too short: eight samples are needed, which take ten seconds")
	}
	warm := samples[len(samples)/4:]
	early, late := warm[:len(warm)/3], warm[len(warm)-len(warm)/3:]
	var found []error
	for _, m := range []struct {
		name      string
		of        func(sample) float64
		tolerance func(early float64) float64
	}{
		{"heap in MiB", func(s sample) float64 { return float64(s.Heap) / (1 << 20) }, func(early float64) float64 { return early*0.25 + 2 }},
		{"goroutines", func(s sample) float64 { return float64(s.Goroutines) }, func(float64) float64 { return 20 }}, // connections come and go
		{"files", func(s sample) float64 { return float64(s.Files) }, func(float64) float64 { return 15 }},
		{"median latency in ms", func(s sample) float64 { return milliseconds(s.median) }, func(early float64) float64 { return early + 5 }},
	} {
		before, after := median(early, m.of), median(late, m.of)
		fmt.Printf("%-22s %8.2f after the warm-up, %8.2f at the end\n", m.name, before, after)
		if after > before+m.tolerance(before) {
			found = append(found, fmt.Errorf("%s grew from %.2f to %.2f", m.name, before, after))
		}
	}
	if n := len(c.faults); n > 0 {
		found = append(found, fmt.Errorf("%d wrong answers, the first: %s", n, c.faults[0]))
	}
	return errors.Join(found...)
}

func median(samples []sample, of func(sample) float64) float64 {
	values := make([]float64, len(samples))
	for i, s := range samples {
		values[i] = of(s)
	}
	slices.Sort(values)
	return values[len(values)/2]
}
