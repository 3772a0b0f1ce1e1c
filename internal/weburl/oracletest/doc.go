// Package oracletest compares internal/weburl with another reading of the same
// standard, github.com/nlnwa/whatwg-url, in a module of its own so that nothing
// of it gets into a program.
package oracletest
