// Hello world for wrk.
const http = require('http');
http.createServer((request, response) => {
  response.writeHead(200, {'Content-Type': 'text/plain', 'Content-Length': 11});
  response.end('hello world');
}).listen(Number(process.argv[2]), '127.0.0.1');
