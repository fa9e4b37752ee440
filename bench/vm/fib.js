const cpuMs = require("./cpu_clock.js");

function fib(n) {
  return n < 2 ? n : fib(n - 1) + fib(n - 2);
}

const started = cpuMs();
let sum = 0;
for (let i = 0; i < 5; i++) sum += fib(32);
console.log(`result=${sum}`);
console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
