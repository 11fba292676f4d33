import { createClient } from '@atelier/sdk/client.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from '../kernel/rest-server.ts';

// What brings a suite may be as long as files of suites are, and nothing else may.

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const megabyte = 1024 * 1024;
/** A definition of about so many bytes. */
function suiteOf(bytes: number) {
  const steps = Array.from({ length: Math.ceil(bytes / 100_000) }, (_, place) => ({
    ...{
      key: `s${place}`,
      name: `Step ${place}`,
      kind: 'ACTION' as const,
      driver: 'http' as const,
    },
    request: {
      ...{ method: 'POST' as const, url: '/' },
      body: { type: 'text' as const, text: 'x'.repeat(100_000) },
    },
  }));
  return { name: 'Large', scenarios: [{ key: 'a', name: 'A', steps }] };
}

test('a suite of several megabytes is checked, made, read and saved', async () => {
  const { orchestra } = createClient({ baseUrl: server.url });
  const definition = suiteOf(5 * megabyte);
  // As the page asks: several questions in one request.
  const [checked, environments] = await Promise.all([
    orchestra.suites.check.query({ definition }),
    orchestra.environments.list.query({}),
  ]);
  expect([checked.isSound, environments]).toEqual([true, []]);
  const suite = await orchestra.suites.create.mutate({ definition });
  const saved = await orchestra.suites.save.mutate({
    ...{ suiteId: suite.id, revision: suite.revision },
    definition: { ...definition, description: 'more' },
  });
  expect(saved.revision).toBe(suite.revision + 1);
});

test('past 16 MiB it is refused with a code, and other procedures keep their limit', async () => {
  const { orchestra } = createClient({ baseUrl: server.url });
  const refused = orchestra.suites.create.mutate({ definition: suiteOf(17 * megabyte) });
  expect(await refused.catch(callError)).toMatchObject({ code: 'ERR_PAYLOAD_TOO_LARGE' });
  const other = orchestra.suites.duplicate.mutate({
    ...{ suiteId: '00000000-0000-7000-8000-000000000000', name: 'x'.repeat(2 * megabyte) },
  });
  expect(await other.catch(callError)).toMatchObject({ code: 'ERR_PAYLOAD_TOO_LARGE' });
});

test('a body of 100 MB is refused before it has come', async () => {
  const path = '/api/trpc/orchestra.suites.create';
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: endless(100 * megabyte),
    duplex: 'half',
  } as RequestInit);
  expect(answer.status).toBe(413);
  expect(sent).toBeLessThan(60 * megabyte);
  const whole = await server.post(path, `{"a":"${'x'.repeat(100 * megabyte)}"}`);
  expect(whole.status).toBe(413);
  expect(whole.body).toMatchObject({ error: { data: { code: 'ERR_PAYLOAD_TOO_LARGE' } } });
});

let sent = 0;
/** A body whose length nobody says; it counts what was taken of it. */
function endless(bytes: number): ReadableStream<Uint8Array> {
  const piece = new Uint8Array(megabyte).fill(32);
  return new ReadableStream({
    pull(controller) {
      if (sent >= bytes) return controller.close();
      sent += piece.length;
      controller.enqueue(piece);
    },
  });
}
