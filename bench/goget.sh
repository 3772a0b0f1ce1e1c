#!/bin/sh
# Prints what `go get` costs an application: modules, the seconds of processor
# time of a build with an empty cache, the bytes of the program; for bare Fiber,
# for clerkfiber on it, and for clerk-sdk-go on net/http. Takes some minutes.
set -eu
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT INT TERM
printf '%-14s %8s %14s %12s\n' program modules "build, CPU s" bytes
for program in fiber clerkfiber clerk-sdk-go; do
	modules=$(go list -deps -f '{{with .Module}}{{.Path}}{{end}}' "./goget/$program" | sort -u | grep -cv 'clerkfiber/bench$')
	spent=$(GOCACHE="$dir/$program" bash -c 'TIMEFORMAT="%U %S"; time go build -trimpath -ldflags "-s -w" -o "$1" "$2"' - "$dir/$program.out" "./goget/$program" 2>&1 | awk '{print $1 + $2}')
	printf '%-14s %8d %14.1f %12d\n' "$program" "$modules" "$spent" "$(wc -c <"$dir/$program.out")"
done
