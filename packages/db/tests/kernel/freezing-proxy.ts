import { connect, createServer, type Server, type Socket } from 'node:net';

/**
 * A way to the database that can go dead without closing, as networks do when a cable is pulled or a
 * machine sleeps: nothing arrives any more, and neither end is told.
 */
export function createFreezingProxy(connectionString: string) {
  const target = new URL(connectionString);
  const sockets = new Set<Socket>();
  let isGone = false;
  const server: Server = createServer((near) => {
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {});
      socket.on('close', () => sockets.delete(socket));
    }
    if (isGone) return;
    near.pipe(far);
    far.pipe(near);
  });
  return {
    /** Begins to listen, on the given port or a free one; gives the address of the database through it. */
    async open(port = 0): Promise<string> {
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', () => resolve()));
      const address = server.address();
      const url = new URL(connectionString);
      url.host = `127.0.0.1:${typeof address === 'object' ? address?.port : port}`;
      return url.href;
    },
    /** What is connected now gets nothing through any more; new connections do. */
    freeze(): void {
      for (const socket of sockets) socket.unpipe().pause();
    },
    /** Nothing gets through any more, on new connections neither. */
    leave(): void {
      isGone = true;
      this.freeze();
    },
    /** New connections get through again. */
    comeBack(): void {
      isGone = false;
    },
    close(): void {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
