# Reads the output of go test -bench -count n; prints the least of each
# benchmark's figures, and how many RSA checks a first sight costs.
/^Benchmark/ {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	if (!(name in wall)) order[++count] = name
	for (i = 3; i < NF; i += 2) {
		if ($(i + 1) == "ns/op" && (!(name in wall) || $i < wall[name])) wall[name] = $i
		if ($(i + 1) == "B/op") bytes[name] = $i
		if ($(i + 1) == "allocs/op") allocs[name] = $i
	}
}
END {
	printf "%-38s %10s %10s %8s\n", "in process, Fiber's own share included", "µs", "bytes", "allocs"
	for (i = 1; i <= count; i++) {
		name = order[i]
		printf "%-38s %10.2f %10d %8d\n", name, wall[name] / 1000, bytes[name], allocs[name]
	}
	if (wall["RSA"] > 0) printf "first sight of a token ÷ one RSA-2048 check: %.2f\n", wall["FirstSight"] / wall["RSA"]
}
