// The test bodies of bodies.clj for node: the same bytes, and the same ways to send and take them.
const crypto = require("crypto");

const pattern = Buffer.from({ length: 4093 }, () => 0).map((_, i) => (i + (i >> 8)) & 255);

exports.body = (n, start = 0, count = n) => {
  count = Math.min(count, n - start);
  const bytes = Buffer.alloc(count);
  for (let at = 0; at < count; ) {
    const from = (start + at) % 4093;
    at += pattern.copy(bytes, at, from, Math.min(4093, from + count - at));
  }
  return bytes;
};

// The body of n bytes in pieces of an awkward size, no faster than `stream` takes them. It does not wait behind the last one:
// when the response ends before that 'drain', node 20 forgets it, and the request never finishes.
exports.writePieces = (stream, n) => {
  const size = n > 1000000 ? 100003 : 10007;
  let at = 0;
  const more = () => {
    while (at < n) {
      const piece = exports.body(n, at, size);
      at += piece.length;
      if (!stream.write(piece) && at < n) return stream.once("drain", more);
    }
    stream.end();
  };
  more();
};

exports.sha256 = (bytes) => crypto.createHash("sha256").update(bytes).digest("hex");

exports.readAll = (stream, then) => {
  const pieces = [];
  stream.on("data", (piece) => pieces.push(piece));
  stream.on("end", () => then(Buffer.concat(pieces)));
};
