#!/bin/sh
# Installs Clerk's JavaScript clients from npm into a directory of its own and
# asks their every method against clerktest. Needs Node and npm.
set -eu
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp package.json package-lock.json "$dir"
(cd "$dir" && npm ci --no-audit --no-fund --silent)
CLERKTEST_NPM="$dir" go test -count=1 -v -run TestClerkBackend .
