package bench

import (
	"syscall"
	"testing"
	"time"
)

// cpuTime measures a benchmark's loop in processor time, which other programs
// on the machine disturb far less than they disturb the clock on the wall.
type cpuTime struct{ before time.Duration }

func startCPU() cpuTime { return cpuTime{spent()} }

func (c cpuTime) report(b *testing.B) {
	b.ReportMetric(float64(spent()-c.before)/float64(b.N), "cpu-ns/op")
}

func spent() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}
