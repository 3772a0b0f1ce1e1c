package conformance

import (
	"reflect"
	"strings"
	"testing"
)

// Suite is the tests that each face passes: its methods named Test.
type Suite struct{ Face }

// Run runs every test of the suite.
func Run(t *testing.T, face Face) {
	t.Helper()
	suite := reflect.ValueOf(Suite{face})
	for i := range suite.NumMethod() {
		test, ok := suite.Method(i).Interface().(func(*testing.T))
		if name, isTest := strings.CutPrefix(suite.Type().Method(i).Name, "Test"); ok && isTest {
			t.Run(name, test)
		}
	}
}
