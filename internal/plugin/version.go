package plugin

// Version is this module's version, sent to Clerk in the User-Agent header.
const Version = "0.1.0"
