local started = os.clock()
local i, x = 0, 0.0
while i < 50000000 do
  x = x * 0.5 + 1.5
  i = i + 1
end
print(string.format("result=%d", x * 1000000.0))
print(string.format("cpu_ms=%.3f", (os.clock() - started) * 1000))
