#!/usr/bin/env bash
# Installs what the tests need where it is missing, and runs them all.
set -euo pipefail
cd "$(dirname "$0")"

missing=()
for program in nginx:nginx-light caddy:caddy redis-server:redis-server; do
  PATH="$PATH:/usr/sbin" command -v "${program%%:*}" >/dev/null || missing+=("${program##*:}")
done
if ((${#missing[@]})); then
  apt-get update -q
  apt-get install -y -q --no-install-recommends "${missing[@]}"
fi
CLERKFIBER_DEPLOYTEST=required go test -count=1 "$@" ./...
