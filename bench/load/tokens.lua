-- Sends the tokens of the file TOKENS in turn: in the Authorization header, or
-- with COOKIES in cookies. With TENANTS to as many hosts in turn.
local requests = {}
local at = 0

init = function()
  for token in io.lines(os.getenv("TOKENS")) do
    local headers = { ["User-Agent"] = "bench", ["Host"] = "app.example.com" }
    local tenants = tonumber(os.getenv("TENANTS"))
    if tenants then
      headers["Host"] = (#requests % tenants) .. ".example.com"
    end
    if os.getenv("COOKIES") then
      headers["Cookie"] = "theme=dark; __client_uat=1700000000; __session=" .. token
    else
      headers["Authorization"] = "Bearer " .. token
    end
    requests[#requests + 1] = wrk.format("GET", "/", headers)
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
