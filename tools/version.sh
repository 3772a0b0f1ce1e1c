#!/usr/bin/env bash
# Sets the version of the next release: tools/version.sh 0.2.0
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:?which version? tools/version.sh 0.2.0}

sed -i "s/^const Version = .*/const Version = \"$version\"/" internal/plugin/version.go
for module in $(git ls-files otelclerk/go.mod fiberv3/go.mod); do
  (cd "$(dirname "$module")" && go mod edit -require="github.com/clerkfiber/clerkfiber@v$version" && go mod tidy)
done
# The examples require what these do.
for module in examples examples/fiberv3; do
  (cd "$module" && go mod tidy)
done
