#!/bin/sh
# Says whether npm has a newer @clerk/fastify or @clerk/backend than is pinned. If
# so it records against them in a directory of its own, and shows what changed:
# answers, methods, types. Nothing in the repository is touched.
# FASTIFY=<version> and BACKEND=<version> compare with these instead of the newest.
set -eu
cd "$(dirname "$0")"
pinned() { node -p "require('./recorder/package.json').dependencies['@clerk/$1']"; }
newest() { npm view "@clerk/$1" dist-tags.latest; }
fastify=${FASTIFY:-$(newest fastify)}
backend=${BACKEND:-$(newest backend)}
echo "@clerk/fastify: pinned $(pinned fastify), there is $fastify"
echo "@clerk/backend: pinned $(pinned backend), there is $backend"
if [ "$fastify" = "$(pinned fastify)" ] && [ "$backend" = "$(pinned backend)" ]; then
  echo 'nothing to take over'
  exit
fi

dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
install() { # install <directory> <npm arguments>
  mkdir "$dir/$1"
  cp -r recorder/*.js recorder/*.json recorder/areas "$dir/$1"
  (cd "$dir/$1" && shift && npm "$@" --no-audit --no-fund --silent)
}
install pinned ci
# What @clerk/backend wants of @clerk/shared comes with it.
install new install --save-exact "@clerk/fastify@$fastify" "@clerk/backend@$backend" "@clerk/shared@$(npm view "@clerk/backend@$backend" 'dependencies.@clerk/shared')"

printf '\n== answers\n'
(cd "$dir/new" && node record.js --out "$dir/recordings" >"$dir/record.log") || { cat "$dir/record.log"; echo 'the recorder failed: what it imports has moved'; exit 1; }
node recorder/changes.js recordings "$dir/recordings"

printf '\n== methods and exports\n'
for side in pinned new; do (cd "$dir/$side" && node surface.js >"$dir/$side.txt"); done
diff -U0 "$dir/pinned.txt" "$dir/new.txt" | sed '1,2d; /^@@/d' | grep . || echo 'no change'

printf '\n== types\n'
types() { # types <directory>: the declarations of both packages alone
  mkdir "$dir/types-$1"
  (cd "$dir/$1/node_modules/@clerk" && find fastify/dist backend/dist -name '*.d.ts' | tar -cf - -T -) | tar -xf - -C "$dir/types-$1"
}
types pinned && types new
(cd "$dir" && git --no-pager diff --no-index --stat=120 types-pinned types-new) && echo 'no change' || true
(cd "$dir" && git --no-pager diff --no-index -U1 types-pinned types-new) >"$dir/types.diff" || true
mkdir -p ../bin && cp "$dir/types.diff" ../bin/upstream-types.diff
echo 'the whole difference: bin/upstream-types.diff'
