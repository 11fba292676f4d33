import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

/**
 * A proxy in front of a server, as `proxy_set_header Host $host` makes one: the `Host` that it was
 * called by goes on without its port, everything else as it is. The target's url may be filled in later.
 */
export async function startPortDroppingProxy(target: { readonly url: string }) {
  const proxy = createServer((incoming, answer) => {
    const { method, url = '/', headers } = incoming;
    const outgoing = request(`${target.url}${url}`, {
      ...(method === undefined ? {} : { method }),
      headers: { ...headers, host: headers.host?.replace(/:\d+$/, '') },
    });
    incoming.pipe(outgoing);
    outgoing.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.rawHeaders);
      response.pipe(answer);
    });
    outgoing.on('error', () => answer.destroy());
  }).listen(0, '127.0.0.1');
  await once(proxy, 'listening');
  const { port } = proxy.address() as AddressInfo;
  return {
    port,
    close() {
      proxy.closeAllConnections();
      proxy.close();
    },
  };
}
