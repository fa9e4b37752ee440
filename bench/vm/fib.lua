local function fib(n)
  if n < 2 then return n end
  return fib(n - 1) + fib(n - 2)
end

local started = os.clock()
local sum = 0
for _ = 1, 5 do sum = sum + fib(32) end
print(string.format("result=%d", sum))
print(string.format("cpu_ms=%.3f", (os.clock() - started) * 1000))
