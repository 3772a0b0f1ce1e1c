package main

import (
	"bytes"
	"fmt"
	"os"
)

const (
	plotWidth, panelHeight = 900, 150
	left, right, top       = 70, 20, 34
)

// line is one curve of a panel.
type line struct {
	name, colour string
	of           func(sample) float64
}

// draw writes the samples as an SVG: a panel for each quantity, time from left
// to right, every scale from zero.
func draw(path string, samples []sample) error {
	panels := []struct {
		title string
		lines []line
	}{
		{"live heap, MiB", []line{{"", "#2563eb", func(s sample) float64 { return float64(s.Heap) / (1 << 20) }}}},
		{"goroutines and open files", []line{
			{"goroutines", "#2563eb", func(s sample) float64 { return float64(s.Goroutines) }},
			{"files", "#d97706", func(s sample) float64 { return float64(s.Files) }},
		}},
		{"latency, ms", []line{
			{"median", "#2563eb", func(s sample) float64 { return milliseconds(s.median) }},
			{"99 of 100", "#d97706", func(s sample) float64 { return milliseconds(s.slow) }},
		}},
	}
	var b bytes.Buffer
	height := len(panels) * (panelHeight + top + 10)
	fmt.Fprintf(&b, `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" font-family="sans-serif" font-size="13">`, plotWidth, height)
	fmt.Fprintf(&b, `<rect width="%d" height="%d" fill="#fff"/>`, plotWidth, height)
	for i, p := range panels {
		panel(&b, i*(panelHeight+top+10)+top, p.title, p.lines, samples)
	}
	b.WriteString("</svg>\n")
	return os.WriteFile(path, b.Bytes(), 0o600)
}

func panel(b *bytes.Buffer, y int, title string, lines []line, samples []sample) {
	highest, end := 1.0, 1.0
	for _, s := range samples {
		end = max(end, s.at.Seconds())
		for _, l := range lines {
			highest = max(highest, l.of(s)*1.1)
		}
	}
	inner := float64(plotWidth - left - right)
	fmt.Fprintf(b, `<text x="%d" y="%d" font-weight="bold">%s</text>`, left, y-10, title)
	for i := range 3 {
		at := float64(y+panelHeight) - float64(i)*panelHeight/2
		fmt.Fprintf(b, `<path d="M%d %.1fH%d" stroke="#ddd"/>`, left, at, plotWidth-right)
		fmt.Fprintf(b, `<text x="%d" y="%.1f" text-anchor="end" fill="#555">%.4g</text>`, left-8, at+4, highest*float64(i)/2)
	}
	fmt.Fprintf(b, `<text x="%d" y="%d" text-anchor="end" fill="#555">%.0f s</text>`, plotWidth-right, y-10, end)
	for i, l := range lines {
		fmt.Fprintf(b, `<polyline fill="none" stroke="%s" stroke-width="1.5" points="`, l.colour)
		for _, s := range samples {
			fmt.Fprintf(b, "%.1f,%.1f ", left+s.at.Seconds()/end*inner, float64(y+panelHeight)-l.of(s)/highest*panelHeight)
		}
		b.WriteString(`"/>`)
		fmt.Fprintf(b, `<text x="%d" y="%d" fill="%s">%s</text>`, left+260+i*110, y-10, l.colour, l.name)
	}
}
