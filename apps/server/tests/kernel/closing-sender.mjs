// Sends a request with `Connection: close` down a plain socket, all of it before it looks at the
// answer, from a process of its own: one that shares the server's event loop stops writing whenever
// the server reads. Prints the status and the code, or how it failed, by how often.
import { connect } from 'node:net';

const [url = '', megabytes = '1', times = '1'] = process.argv.slice(2);
const { hostname, port, pathname, search } = new URL(url);
const body = Buffer.alloc(Number(megabytes) * 1_000_000, ' ');
const head = [
  `POST ${pathname}${search} HTTP/1.1`,
  `host: localhost:${port}`,
  'content-type: application/json',
  `content-length: ${body.length}`,
  'connection: close',
];

function send() {
  return new Promise((resolve) => {
    const socket = connect(Number(port), hostname);
    let answer = '';
    socket.setEncoding('utf8').on('data', (chunk) => {
      answer += chunk;
    });
    socket.on('error', (error) => resolve(`failed: ${'code' in error ? error.code : error}`));
    socket.on('end', () => {
      const code = /"code":"(\w+)"/.exec(answer)?.[1];
      resolve(`${answer.slice('HTTP/1.1 '.length, 'HTTP/1.1 200'.length)} ${code}`);
    });
    socket.write(`${head.join('\r\n')}\r\n\r\n`);
    socket.write(body);
  });
}

/** @type {Record<string, number>} */
const outcomes = {};
for (let time = 0; time < Number(times); time += 1) {
  const outcome = String(await send());
  outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
}
console.log(JSON.stringify(outcomes));
