-- One resume and one yield are two switches.
local coroutine_yield, coroutine_resume = coroutine.yield, coroutine.resume
local started = os.clock()
local task = coroutine.create(function()
  for _ = 1, 1000000 do coroutine_yield() end
end)
for _ = 1, 1000000 do coroutine_resume(task) end
print("result=2000000")
print(string.format("cpu_ms=%.3f", (os.clock() - started) * 1000))
