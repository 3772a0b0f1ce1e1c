package authz

import "math"

// Reverification asks how long ago the user verified a factor.
type Reverification struct {
	Level        string // first_factor, second_factor or multi_factor
	AfterMinutes int    // an age of this many minutes or more is too old; must be above zero
}

const notEnrolled = -1

// reverification prefers the factor that was asked for, and takes the other
// one for a user who has only that.
func reverification(s Subject, p Params) verdict {
	if p.Reverification == nil {
		return skipped
	}
	limit := float64(p.Reverification.AfterMinutes)
	first, second, ok := ages(s)
	if !ok || limit <= 0 || (first == notEnrolled && second == notEnrolled) {
		return failed
	}
	firstFresh := first != notEnrolled && limit > first
	secondFresh := second != notEnrolled && limit > second

	switch p.Reverification.Level {
	case "first_factor":
		return verdictOf(firstFresh)
	case "second_factor":
		if second == notEnrolled {
			return verdictOf(firstFresh)
		}
		return verdictOf(secondFresh)
	case "multi_factor":
		if second == notEnrolled {
			return verdictOf(firstFresh)
		}
		return verdictOf(firstFresh && secondFresh)
	}
	return failed
}

// ages reads the claim fva: two ages in minutes, each at least zero, or -1.
func ages(s Subject) (first, second float64, ok bool) {
	items := s.FactorVerificationAge.Items()
	if len(items) != 2 {
		return 0, 0, false
	}
	first, firstOK := items[0].Number()
	second, secondOK := items[1].Number()
	return first, second, firstOK && secondOK && validAge(first) && validAge(second)
}

func validAge(minutes float64) bool {
	return minutes == notEnrolled || (minutes >= 0 && !math.IsInf(minutes, 0))
}
