// Package deploytest runs an application as it runs in production: several
// processes, behind nginx or Caddy, with Redis for what they share. Its
// configurations are those of docs/deploy. It needs the programs nginx, caddy
// and redis-server, and skips what needs one that is missing, unless
// CLERKFIBER_DEPLOYTEST is "required".
package deploytest
