#!/usr/bin/env bash
# tools/release.sh [v0.2.0]: see "Release" in CONTRIBUTING.md. Without a version it
# tries what is committed and tags nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
version=${1:-}
published=(. fiberv3 otelclerk) # the root first: the others require it

if [ -n "$version" ]; then
  [[ $version =~ ^v[0-9]+\.[0-9]+\.[0-9]+$ ]] || { echo "$version is no version such as v0.2.0" >&2; exit 1; }
  [ -z "$(git status --porcelain)" ] || { echo 'there are changes that are not committed' >&2; exit 1; }
  heading="## ${version#v}, unreleased"
  grep -qx "$heading" CHANGELOG.md || { echo "CHANGELOG.md has no heading $heading" >&2; exit 1; }
  if git rev-parse -q --verify "refs/tags/$version" >/dev/null; then echo "$version is tagged already" >&2; exit 1; fi
  sed -i "s/^$heading\$/## ${version#v}, $(date -u +%F)/" CHANGELOG.md
  tools/version.sh "${version#v}"
  git diff --quiet || git commit -qam "release $version"
fi

tools/parts.sh dist
tools/tryget.sh "${published[@]}"

if [ -n "$version" ]; then
  tags=()
  for module in "${published[@]}"; do
    [ "$module" = . ] && tags+=("$version") || tags+=("$module/$version")
  done
  for tag in "${tags[@]}"; do git tag -a -m "clerkfiber $version" "$tag"; done
  echo "tagged. To publish: git push --atomic origin HEAD ${tags[*]}"
fi
