// Package browsertest walks through the quickstart program in a real browser:
// with the built-in Clerk's hosted pages, with Clerk's own components, and with
// keys as a real application has them. It has tests only, and is a module of
// its own so that driving a browser stays out of the library's go.mod.
//
// run.sh installs what the tests need, and runs them.
package browsertest
