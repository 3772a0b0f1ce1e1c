#!/usr/bin/env bash
# Tests the quickstart in headless Chromium: installs the browser where it is
# missing, fetches Clerk's scripts, runs the tests. Arguments go to go test.
# FIBER=3 takes the quickstart on Fiber v3.
set -euo pipefail
cd "$(dirname "$0")"

as_root=()
[ "$(id -u)" = 0 ] || as_root=(sudo -n)
install_chromium() {
  command -v apt-get >/dev/null || return
  "${as_root[@]}" apt-get update -qq &&
    DEBIAN_FRONTEND=noninteractive "${as_root[@]}" apt-get install -y -qq --no-install-recommends chromium >/dev/null
}
CHROMIUM=${CHROMIUM:-$(command -v chromium || true)}
if [ -z "$CHROMIUM" ]; then
  install_chromium || { echo 'SKIPPED: Chromium cannot be installed here'; exit 0; }
  CHROMIUM=$(command -v chromium)
fi
CLERK_JS_DIR=$(./clerk-scripts.sh)
export CHROMIUM CLERK_JS_DIR

go test . -v -count=1 -timeout 8m -parallel 8 "$@" 2>&1 | grep -vE '^=== (RUN|PAUSE|CONT|NAME)'
