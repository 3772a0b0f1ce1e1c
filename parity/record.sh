#!/bin/sh
# Records anew what the pinned @clerk/fastify answers, and shows which cases were added, removed or changed.
set -eu
cd "$(dirname "$0")"
before=$(mktemp -d)
trap 'rm -rf "$before"' EXIT
cp recordings/* "$before"/
(cd recorder && npm ci --no-audit --no-fund --silent && node record.js)
node recorder/changes.js "$before" recordings
