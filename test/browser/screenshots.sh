#!/usr/bin/env bash
# Makes the pictures of the documentation anew, in docs/screenshots.
set -euo pipefail
cd "$(dirname "$0")"
mkdir -p ../../docs/screenshots
./run.sh -tags screenshots -run '^TestScreenshots$' -screenshots "$(cd ../../docs/screenshots && pwd)"
chmod 644 ../../docs/screenshots/*.png
ls -l ../../docs/screenshots
