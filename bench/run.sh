#!/bin/sh
# Prints the tables of the benchmarks: in process first, then under load, then
# what `go get` costs.
# Needs Go, Node and, on Debian and Ubuntu, the right to install wrk.
# ROUNDS and SECONDS_EACH make it longer or shorter.
set -eu
cd "$(dirname "$0")"

if ! command -v wrk >/dev/null; then
	echo "installing wrk" >&2
	apt-get install -y --no-install-recommends wrk >/dev/null
fi
if [ ! -d fastify/node_modules ]; then
	echo "installing @clerk/fastify" >&2
	(cd fastify && npm install --no-audit --no-fund --no-package-lock --silent)
fi
bin=$(mktemp -d)
trap 'rm -rf "$bin"' EXIT INT TERM
go build -o "$bin/server" ./server
go build -o "$bin/load" ./load

echo "load average: $(cut -d' ' -f1-3 /proc/loadavg)"
go test -run '^$' -bench . -benchtime 300ms -count "${ROUNDS:-5}" . >"$bin/benchmarks.txt"
awk -f table.awk "$bin/benchmarks.txt"
echo
"$bin/load" -server "$bin/server" -rounds "${ROUNDS:-5}" -duration "${SECONDS_EACH:-3}s"
echo
"$bin/load" -server "$bin/server" -only fastify -strangers 2000
echo
./goget.sh
