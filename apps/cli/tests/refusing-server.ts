import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

/** What a server does with a connection: refuse it with an error, ask for a password, or go on. */
export type Greeting =
  | { readonly code: string; readonly message: string }
  | 'asks-for-password'
  | 'serves';

/**
 * A server that speaks just enough of PostgreSQL's protocol to turn connections away, each as its number
 * says; those that it serves are passed on to the server of `behind`.
 *
 * @returns its port, and what ends it
 */
export async function startRefusingServer(
  greetings: readonly [Greeting, ...Greeting[]],
  behind?: URL,
) {
  const sockets = new Set<Socket>();
  let number = 0;
  const server = createServer((socket) => {
    const greeting = greetings[Math.min(number, greetings.length - 1)];
    number += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    if (greeting === 'serves' && behind !== undefined) {
      const next = connect(Number(behind.port), behind.hostname);
      sockets.add(next);
      next.on('error', () => socket.destroy());
      socket.pipe(next).pipe(socket);
      return;
    }
    socket.once('data', () => {
      socket.write(answerOf(greeting));
      // Only now the driver looks whether it has a password.
      socket.once('data', () => socket.write(challenge));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    /** How many connections there were. */
    count: () => number,
    async stop() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answerOf(greeting: Greeting | undefined): Buffer {
  if (typeof greeting !== 'object') {
    return authentication(10, 'SCRAM-SHA-256\0\0');
  }
  const { code, message: text } = greeting;
  return message('E', Buffer.from(`SFATAL\0VFATAL\0C${code}\0M${text}\0\0`));
}

const authentication = (step: number, content: string): Buffer =>
  message('R', Buffer.concat([Buffer.from([0, 0, 0, step]), Buffer.from(content)]));

const challenge = authentication(11, 'r=nonce,s=c2FsdA==,i=4096');

/** A letter, the length with itself, the content. */
function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter);
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}
