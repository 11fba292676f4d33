import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as wait } from 'node:timers/promises';
import { createAddressGuard } from '@atelier/api/identity/files/address-guard.ts';
import { createGuardedFetch } from '@atelier/api/identity/files/guarded-fetch.ts';
import { expect, test } from 'vitest';

async function fetching(answer: RequestListener) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { fetch, close } = createGuardedFetch(createAddressGuard(['127.0.0.1']), 200);
  return {
    fetch: () => fetch(`http://127.0.0.1:${port}/`),
    close() {
      close();
      server.closeAllConnections();
      server.close();
    },
  };
}

test('what is not read for a while is not given up', async () => {
  const size = 20 * 1024 ** 2;
  const { fetch, close } = await fetching((_request, response) => response.end(Buffer.alloc(size)));
  const reader = (await fetch()).body?.getReader();
  let bytes = (await reader?.read())?.value?.length ?? 0;
  await wait(1000);
  for (;;) {
    const part = await reader?.read();
    if (part?.value === undefined) break;
    bytes += part.value.length;
  }
  expect(bytes).toBe(size);
  close();
});

test('a store that falls silent is given up, also after a pause', async () => {
  const { fetch, close } = await fetching((_request, response) =>
    response.write(Buffer.alloc(2 ** 20)),
  );
  const reader = (await fetch()).body?.getReader();
  await reader?.read();
  await wait(600);
  const rest = async () => {
    while ((await reader?.read())?.done === false);
  };
  await expect(rest()).rejects.toThrow();
  close();
});
