import { afterAll, beforeAll, expect, test } from 'vitest';
import { type AddedType, type RestServer, startRestServer } from '../rest-server.ts';
import { openStream } from './open-stream.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer({ settings: { allowedOrigins: [], logLevel: 'silent' } });
});
afterAll(() => server.close());

test('a stream on which nothing happens gives signs of life, and says within which time', async () => {
  const { lines, close } = await openStream(server.url);
  await expect.poll(() => lines).toContain('event: connected');
  const options = JSON.parse(lines[1]?.replace('data: ', '') ?? '');
  expect(options.reconnectAfterInactivityMs).toBeGreaterThan(0);
  await expect
    .poll(() => lines, { timeout: options.reconnectAfterInactivityMs })
    .toContain('event: ping');
  close();
});

test('what is no notification of ours ends nothing: pages read anew, and go on hearing', async () => {
  const { events, close } = await openStream(server.url);
  const missed = () => events.filter(({ kind }) => kind === 'missed').length;
  await expect.poll(missed).toBeGreaterThan(0);
  const before = missed();
  await server.db.raw("SELECT pg_notify('atelier_changes', 'nonsense')");
  await expect.poll(missed).toBe(before + 1);
  await server.db.raw("SELECT pg_notify('atelier_topics', '[{}]')");
  await expect.poll(missed).toBe(before + 2);
  await server.addType('Still heard');
  await expect
    .poll(() => events.at(-1))
    .toMatchObject({ kind: 'changed', area: 'miniatures', entity: 'type', ids: null });
  close();
});

test('while the database cannot be heard, pages know it', async () => {
  const { events, close } = await openStream(server.url);
  await expect.poll(() => events.at(-1)?.kind).toBe('missed');
  const before = events.length;
  await server.db.raw(
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'atelier listener' AND datname = current_database()",
  );
  await expect
    .poll(() => events.slice(before).map(({ kind }) => kind))
    .toEqual(['interrupted', 'live', 'missed']);
  close();
});

test('a page that comes back is told the changes that it missed, and no others', async () => {
  const one = await server.addType('Away for a while', 1);
  const other = await server.addType('Another', 1);
  const move = ({ id }: AddedType) =>
    server.post(`/api/v1/types/${id}/move`, { from_stage: 'IN_BOX', to_stage: 'DONE', qty: 1 });
  const first = await openStream(server.url);
  await expect.poll(() => first.events.map(({ kind }) => kind)).toContain('missed');
  await move(one);
  await expect.poll(() => first.events.at(-1)?.ids).toEqual([one.uuid]);
  first.close();
  await move(other);
  const again = await openStream(server.url, { lastEventId: first.lastId() ?? '' });
  await expect
    .poll(() => again.events.map(({ kind, ids }) => [kind, ids]))
    .toEqual([
      ['live', undefined],
      ['changed', [other.uuid]],
    ]);
  again.close();
});
