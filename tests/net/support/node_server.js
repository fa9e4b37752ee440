// node's server as the other side: `node node_server.js [CERT KEY]` prints its port. It answers what bodies/handler answers;
// GET /sockets says how many connections it has had.
const fs = require("fs");
const bodies = require("./bodies.js");

const [cert, key] = process.argv.slice(2);
let sockets = 0;

// Over TLS node fails ("Parse Error: Paused") when it pauses its parser and the next record is there already. It pauses for
// request bodies above highWaterMark, for an echo that is not taken at once, and for a request behind a large response whose
// writing it has not noticed to be over. So it may keep whole bodies, reads all of what it returns, and keeps no connection
// behind a large response.
const largest = 32768;

const handler = (request, response) => {
  const [, path, n] = request.url.split("/");
  if (cert && Number(n) > largest) response.setHeader("Connection", "close");
  switch (path) {
    case "bytes": {
      const bytes = bodies.body(Number(n));
      response.writeHead(200, { "Content-Length": bytes.length });
      response.end(bytes);
      break;
    }
    case "pieces":
      bodies.writePieces(response, Number(n));
      break;
    case "length":
      response.writeHead(200, { "Content-Length": n });
      bodies.writePieces(response, Number(n));
      break;
    case "digest":
      bodies.readAll(request, (bytes) => response.end(bodies.sha256(bytes)));
      break;
    case "return":
      bodies.readAll(request, (bytes) => {
        if (cert && bytes.length > largest) response.setHeader("Connection", "close");
        response.end(bytes);
      });
      break;
    case "echo":
      request.pipe(response);
      break;
    default:
      response.end(String(sockets));
  }
};

const server = cert
  ? require("https").createServer({ cert: fs.readFileSync(cert), key: fs.readFileSync(key), highWaterMark: 1 << 28 }, handler)
  : require("http").createServer(handler);
server.on(cert ? "secureConnection" : "connection", () => sockets++);
server.on("clientError", (error, socket) => {
  console.error("node says:", error.message);
  socket.destroy();
});
server.keepAliveTimeout = 0;
server.listen(0, "127.0.0.1", () => console.log(server.address().port));
