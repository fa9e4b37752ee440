const cpuMs = require("./cpu_clock.js");

function build(n) {
  let cells = null;
  for (let i = 0; i < n; i++) cells = { first: i, next: cells };
  return cells;
}

function total(cells) {
  let sum = 0;
  for (; cells !== null; cells = cells.next) sum += cells.first;
  return sum;
}

const cells = build(1000);
const started = cpuMs();
let sum = 0;
for (let i = 0; i < 10000; i++) sum += total(cells);
console.log(`result=${sum}`);
console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
