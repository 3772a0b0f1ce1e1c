package clerktest

import "time"

// Two clocks go in a test. The server's says how old what it keeps is: whether
// an invitation, an API key or a sign-in token has expired, how long ago a user
// signed in. It is Config.Now, moved on by Advance. The other one is the
// process's, by which applications verify. What a browser is given (its session
// tokens, __client_uat) is written in the process's time, or an application
// would refuse it for being issued in the future, and send the browser around
// in handshakes.

// Advance moves the server's clock on. For the server so much time has passed:
// invitations, keys and sign-in tokens expire, codes of authenticator apps
// change, users have signed in so long ago. For a Browser of this server, too:
// at its next visit the tokens in its jar are that much older. A token that the
// test holds itself, and what an application remembers, keep their age; a test
// that wants to move the clock of all of its process runs in a bubble of
// testing/synctest.
func (s *Server) Advance(d time.Duration) { s.advanced.Add(int64(d)) }

// now is the present on the server's clock.
func (s *Server) now() time.Time { return s.config.Now().Add(time.Duration(s.advanced.Load())) }

// milliseconds is the present as Clerk writes it in its objects.
func (s *Server) milliseconds() int64 { return s.now().UnixMilli() }

// lead is how far the server's clock is ahead of the process's. It is read
// last, so that what happened just now lies in the past on both.
func (s *Server) lead() time.Duration {
	process := time.Now()
	return s.now().Sub(process).Round(time.Millisecond)
}
