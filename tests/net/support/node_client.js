// node's client as the other side: `node node_client.js BASE CA SIZE…` asks the server at BASE (bodies/handler) for bodies of
// these sizes, up and down, framed in every way, on one kept connection; prints what went wrong, and how many sockets it took.
const fs = require("fs");
const bodies = require("./bodies.js");

const [base, ca, ...sizes] = process.argv.slice(2);
const lib = require(base.startsWith("https") ? "https" : "http");
const agent = new lib.Agent({ keepAlive: true, maxSockets: 1, ca: fs.readFileSync(ca) });
const sockets = new Set();

const ask = (method, path, headers, send) =>
  new Promise((resolve, reject) => {
    const request = lib.request(base + path, { method, headers, agent }, (response) =>
      bodies.readAll(response, (bytes) => resolve(bytes))
    );
    request.on("socket", (socket) => sockets.add(socket));
    request.on("error", reject);
    send(request);
  });

const main = async () => {
  const problems = [];
  for (const size of sizes) {
    const n = Number(size);
    const whole = bodies.body(n);
    const digest = bodies.sha256(whole);
    const nothing = (request) => request.end();
    const ways = {
      bytes: [{ "Content-Length": n }, (request) => request.end(whole)],
      length: [{ "Content-Length": n }, (request) => bodies.writePieces(request, n)],
      chunked: [{ "Transfer-Encoding": "chunked" }, (request) => bodies.writePieces(request, n)],
    };
    for (const path of ["bytes", "pieces", "length"])
      if (!whole.equals(await ask("GET", `/${path}/${n}`, {}, nothing))) problems.push(`${n} get ${path}`);
    for (const [name, [headers, send]] of Object.entries(ways)) {
      if (digest !== String(await ask("POST", "/digest", headers, send))) problems.push(`${n} digest ${name}`);
      if (!whole.equals(await ask("POST", "/echo", headers, send))) problems.push(`${n} echo ${name}`);
    }
  }
  console.log(JSON.stringify(problems), sockets.size);
  agent.destroy();
};

main().catch((error) => {
  console.log(error);
  process.exit(1);
});
