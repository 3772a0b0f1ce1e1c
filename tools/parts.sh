#!/usr/bin/env bash
# What a release needs beside its tag: a build that can be repeated, and the
# list of its parts (CycloneDX). Writes both to the directory given, by default
# dist.
set -euo pipefail
cd "$(dirname "$0")/.."
out=$(realpath -m "${1:-dist}")
bin="$PWD/bin"
# A syft that builds with the Go release in go.mod.
syft="$bin/syft-v1.46.0"
export CGO_ENABLED=0 GOFLAGS=-buildvcs=false

mkdir -p "$out" "$bin"
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT

go build -trimpath -o "$out/quickstart" ./quickstart
git archive HEAD | tar -x -C "$copy"
(cd "$copy" && go build -trimpath -o "$copy/again" ./quickstart)
if ! cmp "$out/quickstart" "$copy/again"; then
  echo "two builds differ: are there changes that are not committed?" >&2
  exit 1
fi

if [ ! -x "$syft" ]; then
  GOBIN="$bin" go install github.com/anchore/syft/cmd/syft@v1.46.0
  mv "$bin/syft" "$syft"
fi
SYFT_CHECK_FOR_APP_UPDATE=false "$syft" scan --quiet "file:$out/quickstart" --source-name clerkfiber -o "cyclonedx-json=$out/clerkfiber.cdx.json"
(cd "$out" && sha256sum quickstart clerkfiber.cdx.json | tee SHA256SUMS)
