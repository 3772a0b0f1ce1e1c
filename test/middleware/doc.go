// Package middlewaretest runs the program in docs/middlewares.md: the plugin
// among Fiber's own middlewares, in the one right order, and each of them where
// it does not belong. It is a module of its own since those middlewares bring
// modules that the plugin does without.
package middlewaretest
