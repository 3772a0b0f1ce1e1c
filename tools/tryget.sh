#!/usr/bin/env bash
# Gets each published module as a user would who has none of them yet: in an
# empty module, from tags on a copy of HEAD, with no replacement in force.
set -euo pipefail
cd "$(dirname "$0")/.."
version=v$(sed -n 's/^const Version = "\(.*\)"/\1/p' internal/plugin/version.go)
work=$(mktemp -d)
trap 'chmod -R u+w "$work"; rm -rf "$work"' EXIT

git clone -q --bare . "$work/repository"
git -C "$work/repository" tag -f "$version" HEAD >/dev/null
for module in "$@"; do
  [ "$module" = . ] || git -C "$work/repository" tag -f "$module/$version" HEAD >/dev/null
done

# git finds the repository here in place of the one on GitHub.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0="url.$work/repository.insteadOf" GIT_CONFIG_VALUE_0="https://github.com/clerkfiber/clerkfiber"
export GOPRIVATE=github.com/clerkfiber GOFLAGS=-modcacherw GOWORK=off
shared=$(go env GOMODCACHE)
export GOMODCACHE="$work/cache" GOPROXY="file://$shared/cache/download,$(go env GOPROXY)" GONOSUMDB='*'
mkdir "$work/application"
cd "$work/application"
for module in "$@"; do
  path=github.com/clerkfiber/clerkfiber/$module
  path=${path%/.}
  go mod init application >/dev/null 2>&1
  go get "$path@$version"
  printf 'package main\n\nimport _ "%s"\n\nfunc main() {}\n' "$path" >main.go
  go mod tidy >/dev/null
  go list -deps ./... >/dev/null && { [ -n "${CI:-}" ] || go build ./...; }
  grep clerkfiber go.mod
  rm go.mod
done
