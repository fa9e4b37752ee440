const cpuMs = require("./cpu_clock.js");

(async () => {
  const started = cpuMs();
  let sum = 0;
  for (let i = 0; i < 1000000; i++) sum += await (async () => i)();
  console.log(`result=${sum}`);
  console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
})();
