const cpuMs = require("../vm/cpu_clock.js");

async function skynet(number, size) {
  if (size === 1) return number;
  const part = size / 10;
  const children = [];
  for (let i = 0; i < 10; i++) children.push(skynet(number + i * part, part));
  let sum = 0;
  for (const child of children) sum += await child;
  return sum;
}

(async () => {
  const started = cpuMs();
  console.log(`result=${await skynet(0, 1000000)}`);
  console.log(`cpu_ms=${(cpuMs() - started).toFixed(3)}`);
})();
