#!/usr/bin/env bash
# Installs Clerk's JavaScript clients from npm into a directory of its own and
# runs them against clerktest: every method of @clerk/backend, applications of
# @clerk/express and @clerk/fastify, and @clerk/testing with clerk-js in
# Chromium. Needs Node and npm; without Chromium the last is skipped. Arguments
# go to go test.
set -euo pipefail
cd "$(dirname "$0")"
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
cp package.json package-lock.json "$dir"
(cd "$dir" && npm ci --ignore-scripts --no-audit --no-fund --silent)
CLERK_JS_DIR=$(../../test/browser/clerk-scripts.sh)
CHROMIUM=${CHROMIUM:-$(command -v chromium || true)}
export CLERK_JS_DIR CHROMIUM CLERKTEST_NPM="$dir"
go test -count=1 -v "$@" . | grep -vE '^=== (RUN|PAUSE|CONT|NAME)'
