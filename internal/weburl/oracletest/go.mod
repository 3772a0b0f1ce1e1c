module github.com/clerkfiber/clerkfiber/internal/weburl/oracletest

go 1.25.0

require github.com/clerkfiber/clerkfiber v0.0.0

require (
	github.com/bits-and-blooms/bitset v1.20.0 // indirect
	github.com/nlnwa/whatwg-url v0.6.2
	golang.org/x/net v0.58.0 // indirect
	golang.org/x/text v0.41.0 // indirect
)

replace github.com/clerkfiber/clerkfiber => ../../..
