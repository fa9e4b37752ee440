// So many GETs, 200 at a time.
const http = require('http');
const [uri, count] = process.argv.slice(2);
const agent = new http.Agent({keepAlive: true, maxSockets: 200});
let started = 0, ok = 0;
function one() {
  return new Promise((resolve, reject) => {
    http.get(uri, {agent}, response => {
      let body = '';
      response.on('data', piece => body += piece);
      response.on('end', () => { if (response.statusCode === 200) ok++; resolve(); });
    }).on('error', reject);
  });
}
async function worker() { while (started < Number(count)) { started++; await one(); } }
Promise.all(Array.from({length: 200}, worker)).then(() => { console.log('result=' + ok); agent.destroy(); });
