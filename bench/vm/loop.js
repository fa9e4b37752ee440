const cpuMs = require("./cpu_clock.js");

function run() {
  let i = 0, sum = 0;
  while (i < 50000000) {
    sum += i;
    i += 1;
  }
  return sum;
}

const started = cpuMs();
console.log(`result=${run()}`);
console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
