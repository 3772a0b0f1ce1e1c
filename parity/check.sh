#!/bin/sh
# Records into a directory of its own and fails when anything differs from the committed recordings.
set -eu
cd "$(dirname "$0")"
now=$(mktemp -d)
trap 'rm -rf "$now"' EXIT
(cd recorder && npm ci --no-audit --no-fund --silent && node record.js --out "$now")
node recorder/changes.js --strict recordings "$now"
