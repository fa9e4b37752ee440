local function build(n)
  local cells = nil
  for i = 0, n - 1 do cells = { i, cells } end
  return cells
end

local function total(cells)
  local sum = 0
  while cells do
    sum = sum + cells[1]
    cells = cells[2]
  end
  return sum
end

local cells = build(1000)
local started = os.clock()
local sum = 0
for _ = 1, 10000 do sum = sum + total(cells) end
print(string.format("result=%d", sum))
print(string.format("cpu_ms=%.3f", (os.clock() - started) * 1000))
