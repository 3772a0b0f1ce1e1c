package flight

import "time"

// A lane asks so many questions of strangers in vain within this time, and no
// more. It may be idle first and then ask them at once; after that, each
// question waits for its share of the time.
const (
	budgetSize = 100
	budgetTime = 10 * time.Second
)

// budget counts questions that may still be in vain. Its lane holds the lock.
type budget struct {
	spent float64
	at    time.Time
}

// take spends one, and reports whether there was one.
func (b *budget) take(now time.Time) bool {
	earned := now.Sub(b.at).Seconds() * budgetSize / budgetTime.Seconds()
	b.spent, b.at = max(0, b.spent-earned), now
	if b.spent+1 > budgetSize {
		return false
	}
	b.spent++
	return true
}

// giveBack returns one that was not in vain.
func (b *budget) giveBack() { b.spent = max(0, b.spent-1) }
