-- Sends the tokens of the file TOKENS in turn.
local requests = {}
local at = 0

init = function()
  for token in io.lines(os.getenv("TOKENS")) do
    requests[#requests + 1] = wrk.format("GET", "/", { ["Authorization"] = "Bearer " .. token, ["User-Agent"] = "bench" })
  end
end

request = function()
  at = at % #requests + 1
  return requests[at]
end

done = function(summary, latency)
  local e = summary.errors
  io.write(string.format("RESULT %d %d %d\n", summary.requests,
    e.connect + e.read + e.write + e.status + e.timeout, latency:percentile(99)))
end
