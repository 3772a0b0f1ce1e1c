#!/usr/bin/env bash
# Puts Clerk's browser bundles, unmodified, below .cache/clerk-scripts and prints
# that directory: what CLERK_JS_DIR of the quickstart wants. Only dist/*.js is
# unpacked; a full installation would drag in hundreds of megabytes.
set -euo pipefail
cd "$(dirname "$0")/../.."
target=$PWD/.cache/clerk-scripts

# The versions, and the integrity of their archives as the registry states it.
packages=(
  "@clerk/clerk-js 6.40.0 2MnZ/ygvuCmeuqfXQmsxfQaLN/SSJvQbtT2cLXbgr5VKr3KmZFZBVvX977fG3eZ6pprl4J9pO+I2bbe6BvColg=="
  "@clerk/ui 1.36.0 uI96zYCh5jISLOt1mdpIPy/Y31P0kwFxjUFOxLUwFfTHFmGUcRjbqN6bbb+75tdI2Bz6ARGws3rhspDer+xIfQ=="
)

for package in "${packages[@]}"; do
  read -r name version integrity <<<"$package"
  there=$target/$name
  [ "$(cat "$there/version" 2>/dev/null)" = "$version" ] && continue
  work=$(mktemp -d)
  archive=$(cd "$work" && npm pack --silent --ignore-scripts "$name@$version" 2>npm-errors | tail -1) || {
    echo "$name@$version cannot be fetched (this needs npm and its registry):" >&2
    cat "$work/npm-errors" >&2
    exit 1
  }
  if [ "$(openssl dgst -sha512 -binary "$work/$archive" | base64 -w0)" != "$integrity" ]; then
    echo "$name@$version is not the archive that was reviewed" >&2
    exit 1
  fi
  rm -rf "$there"
  mkdir -p "$there"
  tar -xzf "$work/$archive" -C "$there" --strip-components=1 --wildcards 'package/dist/*.js' package/LICENSE
  echo "$version" >"$there/version"
  rm -rf "$work"
done
echo "$target"
