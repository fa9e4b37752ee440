local function build(n)
  local cells = nil
  for i = 0, n - 1 do cells = { i, cells } end
  return cells
end

local started = os.clock()
local sum = 0
for i = 0, 99999 do
  local add = function(x) return x + i end
  sum = sum + add(build(100)[1])
end
print(string.format("result=%d", sum))
print(string.format("cpu_ms=%.3f", (os.clock() - started) * 1000))
