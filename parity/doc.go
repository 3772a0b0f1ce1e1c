// Package parity holds what @clerk/fastify, the version named in
// recorder/package.json, answered to thousands of requests. Package
// internal/conformance/replay asks the plugin of each Fiber the same and
// compares. See COVERAGE.md for what the recordings reach, and docs/parity.md
// for where the two differ on purpose.
package parity

import "embed"

// Recordings is the folder of recordings, a file for each area.
//
//go:embed recordings
var Recordings embed.FS
