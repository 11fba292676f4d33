import { once } from 'node:events';
import { request } from 'node:http';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from './rest-server.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer({ settings: { allowedOrigins: [], logLevel: 'silent' } });
});
afterAll(() => server.close());

/** Opens the subscription as a browser does, and gives its lines as they come. */
async function openStream() {
  const headers = { accept: 'text/event-stream' };
  const outgoing = request(`${server.url}/api/trpc/live.changes`, { headers });
  outgoing.on('error', () => {});
  outgoing.end();
  const [response] = await once(outgoing, 'response');
  const lines: string[] = [];
  // It ends with an error when we leave.
  createInterface(response)
    .on('error', () => {})
    .on('line', (line) => lines.push(line));
  return { lines, close: () => outgoing.destroy() };
}

test('a stream on which nothing happens gives signs of life, and says within which time', async () => {
  const { lines, close } = await openStream();
  await expect.poll(() => lines).toContain('event: connected');
  const options = JSON.parse(lines[1]?.replace('data: ', '') ?? '');
  expect(options.reconnectAfterInactivityMs).toBeGreaterThan(0);
  await expect
    .poll(() => lines, { timeout: options.reconnectAfterInactivityMs })
    .toContain('event: ping');
  close();
});

test('what is no notification of ours ends nothing: pages read anew, and go on hearing', async () => {
  const { lines, close } = await openStream();
  const missed = 'data: {"kind":"missed"}';
  await expect.poll(() => lines).toContain(missed);
  await server.db.raw("SELECT pg_notify('atelier_changes', 'nonsense')");
  await expect.poll(() => lines.filter((line) => line === missed).length).toBeGreaterThan(1);
  await server.addType('Still heard');
  await expect
    .poll(() => lines)
    .toContain('data: {"kind":"changed","area":"miniatures","ids":null}');
  close();
});

test('while the database cannot be heard, pages know it', async () => {
  const { lines, close } = await openStream();
  const cutOff = () =>
    server.db.raw(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'atelier listener' AND datname = current_database()",
    );
  await expect.poll(() => lines.filter((line) => line.startsWith('data: {"kind"'))).not.toEqual([]);
  const before = lines.length;
  await cutOff();
  await expect
    .poll(() => lines.slice(before).filter((line) => line.startsWith('data: {"kind"')))
    .toEqual(['data: {"kind":"interrupted"}', 'data: {"kind":"missed"}']);
  close();
});
