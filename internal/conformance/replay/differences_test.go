package replay

import (
	"os"
	"strings"
	"testing"
)

// Every difference that the replay accepts is a row for users to read.
func TestEveryDifferenceIsDocumented(t *testing.T) {
	t.Parallel()
	doc, err := os.ReadFile("../../../docs/parity.md")
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range rules() {
		number, _, _ := strings.Cut(r.name, ":")
		if !strings.Contains(string(doc), "\n| "+number+" |") {
			t.Errorf("%q has no row in docs/parity.md", r.name)
		}
	}
}
