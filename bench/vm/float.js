const cpuMs = require("./cpu_clock.js");

function run() {
  let i = 0, x = 0.0;
  while (i < 50000000) {
    x = x * 0.5 + 1.5;
    i += 1;
  }
  return x * 1000000.0;
}

const started = cpuMs();
console.log(`result=${run()}`);
console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
