# Reads the output of go test -bench -count n; prints the least of each
# benchmark's figures, and what they are to each other.
/^Benchmark/ {
	name = $1
	sub(/^Benchmark/, "", name)
	sub(/-[0-9]+$/, "", name)
	if ($0 !~ /cpu-ns\/op/) next # it has a table of its own
	if (!(name in wall)) order[++count] = name
	for (i = 3; i < NF; i += 2) {
		if ($(i + 1) == "cpu-ns/op" && (!(name in cpu) || $i < cpu[name])) cpu[name] = $i
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
	print ""
	known = "KnownToken/tokens=1"
	for (i = 1; i <= count; i++)
		if (order[i] ~ /^KnownTokenFromCookies/) ratio(order[i], known, "known token from the header")
	ratio("FiberV3/KnownTokenFromCookies", "FiberV3/KnownToken", "the same from the header")
	ratio("FiberV3/KnownToken", known, "the same on v2")
	ratio("KnownMachineToken/API_key", known, "a known session token")
	ratio("KnownMachineToken/JWT", known, "a known session token")
	ratio("FirstSight", "RSA", "one RSA-2048 check")
	ratio("Proxy/fiber", "Proxy/clerkfiber", "clerkfiber's: requests per CPU second of ours to those of Fiber's")
	both("GetUser/backendapi", "GetUser/by_hand", "by hand")
	both("GetUser/backendapi", "GetUser/by_hand,_every_field", "by hand, every field")
}

# ratio prints one figure by another, in processor time.
function ratio(name, by, means) {
	if (cpu[by] > 0 && cpu[name] > 0) printf "%-38s %10.2f ÷ %s\n", name, cpu[name] / cpu[by], means
}

# both is ratio, and that of the bytes.
function both(name, by, means) {
	ratio(name, by, means)
	if (bytes[by] > 0) printf "%-38s %10.2f ÷ %s, bytes\n", name, bytes[name] / bytes[by], means
}
