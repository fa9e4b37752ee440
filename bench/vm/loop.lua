-- A while loop: the two variables of Clojure's loop/recur, not Lua's fused counting loop.
local started = os.clock()
local i, sum = 0, 0
while i < 50000000 do
  sum = sum + i
  i = i + 1
end
print(string.format("result=%d", sum))
print(string.format("cpu_ms=%.3f", (os.clock() - started) * 1000))
