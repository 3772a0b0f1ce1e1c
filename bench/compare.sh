#!/bin/sh
# Compares this tree with an earlier commit: bench/compare.sh [commit], by default
# the last one. In process first, both in turn, by benchstat; then under load.
# BENCH says which benchmarks, ROUNDS and SECONDS_EACH how long.
set -eu
cd "$(dirname "$0")"
commit=${1:-HEAD}

dir=$(mktemp -d)
trap 'git worktree remove --force "$dir/earlier"; rm -rf "$dir"' EXIT INT TERM
git worktree add --quiet --detach "$dir/earlier" "$commit"
GOBIN=$dir go install golang.org/x/perf/cmd/benchstat@v0.0.0-20260908200009-22c9c6c9d4da
for tree in earlier now; do
	source=.
	[ "$tree" = now ] || source=$dir/earlier/bench
	(cd "$source" && go test -c -o "$dir/$tree.test" . && go build -o "$dir/$tree.server" ./server)
done
go build -o "$dir/load" ./load

for _ in $(seq "${ROUNDS:-8}"); do
	for tree in earlier now; do
		"$dir/$tree.test" -test.run '^$' -test.bench "${BENCH:-.}" -test.benchtime 300ms -test.cpu 1 >>"$dir/$tree.txt"
	done
done
(cd "$dir" && ./benchstat -filter '.unit:(sec/op OR B/op OR allocs/op)' earlier.txt now.txt)
"$dir/load" -server "$dir/now.server" -earlier "$dir/earlier.server" -only earlier -rounds "${ROUNDS:-8}" -duration "${SECONDS_EACH:-3}s"
