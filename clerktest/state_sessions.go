package clerktest

import "time"

// browserClient is what Clerk calls a client: one browser with its sessions.
type browserClient struct {
	id               string
	token            string // the value of the __client cookie
	devBrowser       string // in development, the last one that it was seen in
	lastActive       string // session
	signIn, signUp   string // attempts in progress
	created, updated int64  // updated moves on sign-in and sign-out alone: it becomes __client_uat
}

type session struct {
	id, user, client string
	status           string // active, pending, ended, removed, revoked, ...
	organization     string
	actor            string
	created, updated int64
	lastActive       int64
	signedIn         time.Time // what fva counts from
}

func (s *session) live() bool { return s.status == "active" || s.status == "pending" }

// signInAttempt is a sign-in on its way.
type signInAttempt struct {
	id, identifier, user string
	strategy             string
	status               string
	emailPrepared        bool
	session              string
	created              int64
}

type signUpAttempt struct {
	id, email, password, firstName, lastName, username string
	emailVerified                                      bool
	status, session, user                              string
	externalID                                         string
	customAction                                       bool
	unsafe                                             object
	created                                            int64
}

// ticket is a link that signs somebody in: a sign-in token, an actor token or
// an agent's task. What it says of the session goes for the session it begins.
type ticket struct {
	kind             string // sign_in_token, actor_token, agent_task
	id, secret       string
	user             string
	organization     string // to be the active one
	actor            object // who acts as the user
	agent            string
	redirectURL      string
	status           string // pending, accepted, revoked
	sessionTTL       int64  // seconds; 0: as always
	expires          int64
	created, updated int64
}
