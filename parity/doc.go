// Package parity holds what @clerk/fastify, the version named in
// recorder/package.json, answered to thousands of requests, and a test that
// asks the plugin the same and compares. See COVERAGE.md for what the
// recordings reach, and docs/parity.md for where the two differ on purpose.
package parity
