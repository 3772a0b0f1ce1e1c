package otelclerk_test

import (
	"context"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"go.opentelemetry.io/otel/sdk/metric/metricdata"

	"github.com/clerkfiber/clerkfiber"
)

var (
	metricName = regexp.MustCompile(`\bclerk_[a-z_]+_(?:total|count|bucket)\b`)
	labelName  = regexp.MustCompile(`\b((?:clerk|http|error)_[a-z_]+)(?:=~?|!=)"`)
)

// The dashboard and the alert rules ask for what is recorded, by the names that
// Prometheus gives it.
func TestDashboardAndAlertsAskForWhatThereIs(t *testing.T) {
	w := watch(t, func(o *clerkfiber.Options) { o.FrontendAPIProxy.Enabled = true })
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.SessionToken("user_ada"))
	w.clerk.Close()
	w.send(t, "/", "Authorization", "Bearer "+w.clerk.APIKey("user_ada"))
	names, labels := w.prometheus(t)
	for _, file := range []string{"dashboard.json", "alerts.yaml"} {
		text, err := os.ReadFile(filepath.Join("..", "docs", "grafana", file))
		if err != nil {
			t.Fatal(err)
		}
		plain := strings.ReplaceAll(string(text), `\"`, `"`)
		asked := metricName.FindAllString(plain, -1)
		if len(asked) < 8 {
			t.Errorf("%s asks for %d metrics only", file, len(asked))
		}
		for _, name := range asked {
			if !names[name] {
				t.Errorf("%s asks for %s, which is not recorded: %v", file, name, names)
			}
		}
		for _, label := range labelName.FindAllStringSubmatch(plain, -1) {
			if !labels[label[1]] {
				t.Errorf("%s asks for the label %s, which is not recorded: %v", file, label[1], labels)
			}
		}
	}
}

// prometheus lists the metrics and labels as Prometheus names them.
func (w *watched) prometheus(t *testing.T) (names, labels map[string]bool) {
	t.Helper()
	var all metricdata.ResourceMetrics
	if err := w.meter.Collect(context.Background(), &all); err != nil {
		t.Fatal(err)
	}
	names, labels = map[string]bool{}, map[string]bool{}
	underscored := strings.NewReplacer(".", "_").Replace
	for _, scope := range all.ScopeMetrics {
		for _, m := range scope.Metrics {
			switch data := m.Data.(type) {
			case metricdata.Sum[int64]:
				names[underscored(m.Name)+"_total"] = true
				for _, p := range data.DataPoints {
					for _, a := range p.Attributes.ToSlice() {
						labels[underscored(string(a.Key))] = true
					}
				}
			case metricdata.Histogram[float64]:
				names[underscored(m.Name)+"_seconds_count"], names[underscored(m.Name)+"_seconds_bucket"] = true, true
				for _, p := range data.DataPoints {
					for _, a := range p.Attributes.ToSlice() {
						labels[underscored(string(a.Key))] = true
					}
				}
			}
		}
	}
	return names, labels
}
