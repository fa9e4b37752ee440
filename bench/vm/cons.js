const cpuMs = require("./cpu_clock.js");

function build(n) {
  let cells = null;
  for (let i = 0; i < n; i++) cells = { first: i, next: cells };
  return cells;
}

const started = cpuMs();
let sum = 0;
for (let i = 0; i < 100000; i++) {
  const add = (x) => x + i;
  sum += add(build(100).first);
}
console.log(`result=${sum}`);
console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
