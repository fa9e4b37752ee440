const cpuMs = require("./cpu_clock.js");

async function turns(n) {
  let i = 0;
  for (; i < n; i++) await undefined;
  return i;
}

(async () => {
  const started = cpuMs();
  const a = turns(1000000), b = turns(1000000);
  console.log(`result=${(await a) + (await b)}`);
  console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
})();
