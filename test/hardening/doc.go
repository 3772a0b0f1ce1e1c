// Package hardening holds the tests of what goes wrong around the plugin:
// Clerk fails, strangers send what they like, neighbours share a process. They
// run over real sockets on loopback. docs/operations.md has their results as a
// table for operators; each row names its test.
package hardening
