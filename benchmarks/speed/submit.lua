-- Each request answers a form that nobody has answered: the tokens come from a file, a share for each thread.
local tokens = {}
local place = 0

function init(args)
  for line in io.lines(args[1]) do tokens[#tokens + 1] = line end
  math.randomseed(os.time() + #tokens)
end

local function uuid()
  local template = "0192xxxx-xxxx-7xxx-8xxx-xxxxxxxxxxxx"
  return (template:gsub("x", function() return string.format("%x", math.random(0, 15)) end))
end

function request()
  place = place + 1
  local marks = {}
  for index, code in ipairs({ "body", "everyday", "people", "hope" }) do
    marks[index] = "line-" .. code .. "=" .. math.random(0, 100)
  end
  local body = "submission=" .. uuid() .. "&after=&" .. table.concat(marks, "&")
  local headers = { ["Content-Type"] = "application/x-www-form-urlencoded" }
  return wrk.format("POST", "/f/" .. tokens[(place - 1) % #tokens + 1] .. "/", headers, body)
end

function done(summary, latency)
  io.write(string.format(
    '{"requests": %d, "seconds": %.3f, "errors": %d, "p50_ms": %.2f, "p99_ms": %.2f, "max_ms": %.2f}\n',
    summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
