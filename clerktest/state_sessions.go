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
	actor            object // who acts as the user: the act of its tokens
	created, updated int64
	lastActive       int64
	expires          int64     // milliseconds; 0: as always
	signedIn         time.Time // what fva counts from
	secondFactor     time.Time // likewise; zero: never
	verification     *proof    // of a user who is signed in already
}

func (s *session) live() bool { return s.status == "active" || s.status == "pending" }

// proof is what a user has shown so far, and what codes were sent for it.
type proof struct {
	status   string // needs_first_factor, needs_second_factor, needs_new_password, complete
	level    string // of a reverification: first_factor, second_factor, multi_factor
	prepared []string
	first    string // strategies that succeeded
	second   string
}

// signInAttempt is a sign-in on its way.
type signInAttempt struct {
	proof
	id, identifier, user string
	session              string
	social               *socialAttempt
	created              int64
}

type signUpAttempt struct {
	id                            string
	email, phone, username        string
	password, firstName, lastName string
	emailVerified, phoneVerified  bool
	emailPrepared, phonePrepared  bool
	invitation                    string // that it came with
	social                        *socialAttempt
	status, session, user         string
	externalID                    string
	customAction                  bool
	unsafe                        object
	created                       int64
}

// socialAttempt is a visit to a provider's page, and what came of it.
type socialAttempt struct {
	id, strategy, email string
	status              string // unverified, verified, transferable, failed
	redirectURL         string // where clerk-js goes on
	completeURL         string // the application
	hosted              bool   // it began on the hosted pages
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
