import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RestServer, startRestServer } from '../kernel/rest-server.ts';
import { type ImportFile, importedEvent, importedType } from './import-file.ts';

let server: RestServer;
beforeAll(async () => {
  server = await startRestServer();
});
afterAll(() => server.close());

const head = (length: number | 'chunked', more = '') =>
  `POST /api/v1/import HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n${more}${
    length === 'chunked' ? 'transfer-encoding: chunked' : `content-length: ${length}`
  }\r\n\r\n`;
const fileOf = (name: string) => JSON.stringify({ types: [importedType(name, [1])] });
const names = async () =>
  (await server.get<ImportFile>('/api/v1/export')).body.types.map(({ name }) => name);

/** A connection that has sent this much, and whatever is answered on it. */
async function send(text: string): Promise<{ socket: Socket; answer: Promise<string> }> {
  const { hostname, port } = new URL(server.url);
  const socket = connect(Number(port), hostname);
  socket.on('error', () => {});
  const answer = once(socket, 'data').then(([data]) => String(data));
  answer.catch(() => {});
  await once(socket, 'connect');
  socket.write(text);
  return { socket, answer };
}

/** Senders whose files begin and do not go on. */
const beginners = (number: number) =>
  Promise.all(Array.from({ length: number }, () => send(`${head(1000)}{"types":[`)));

/** How many imports are at work. */
async function atWork(): Promise<number> {
  const { rows } = await server.db.raw(`
    SELECT count(*)::integer AS number FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE '%staged_%'`);
  return rows[0].number;
}

async function waitingForLocks(): Promise<number> {
  const { rows } = await server.db.raw(`
    SELECT count(*)::integer AS number FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'`);
  return rows[0].number;
}

const waitFor = (what: () => Promise<number>, number: number) => expect.poll(what).toBe(number);

test('a malformed key is refused before the file has come', async () => {
  const { socket, answer } = await send(
    `${head(10_000_000, 'idempotency-key: a b\r\n')}{"types":[`,
  );
  expect(await answer).toMatch(/^HTTP\/1\.1 400 .*"ERR_VALIDATION"/s);
  socket.destroy();
});

test('a file that is complete cannot be followed by anything endless', async () => {
  const file = fileOf('Followed');
  const { socket, answer } = await send(head('chunked'));
  let answered = false;
  answer.then(
    () => {
      answered = true;
    },
    () => {},
  );
  socket.write(`${file.length.toString(16)}\r\n${file}\r\n`);
  const blanks = `2000\r\n${' '.repeat(0x2000)}\r\n`;
  for (let sent = 0; !answered && sent < 2000; sent += 1) {
    socket.write(blanks);
    await sleep(1);
  }
  expect(await answer).toMatch(/^HTTP\/1\.1 400 .*"too_long"/s);
  socket.destroy();
  expect(await names()).not.toContain('Followed');
});

test('when many wait, others are told to come again, and a turn comes when somebody leaves', async () => {
  const slow = await beginners(2);
  await waitFor(atWork, 2);
  const patient = await Promise.all(
    Array.from({ length: 16 }, (_, place) => {
      const file = fileOf(`Patient ${place}`);
      return send(head(file.length) + file);
    }),
  );
  await sleep(200);
  const { socket, answer } = await send(`${head(1000)}{"types":[`);
  expect(await answer).toMatch(/^HTTP\/1\.1 429 .*"ERR_TOO_MANY_REQUESTS"/s);
  socket.destroy();

  // A place in the queue is free again when its owner leaves.
  patient[0]?.socket.destroy();
  await sleep(200);
  const file = fileOf('Came again');
  const again = await send(head(file.length) + file);
  for (const one of slow) one.socket.destroy();
  expect(await again.answer).toMatch(/^HTTP\/1\.1 200 /);
  for (const one of patient.slice(1)) expect(await one.answer).toMatch(/^HTTP\/1\.1 200 /);
  for (const one of [...patient, again]) one.socket.destroy();
  const present = await names();
  expect(present).toContain('Patient 15');
  expect(present).not.toContain('Patient 0');
});

test('who leaves before its turn has nothing imported', async () => {
  const slow = await beginners(2);
  await waitFor(atWork, 2);
  const file = fileOf('Left in the queue');
  const { socket } = await send(head(file.length) + file);
  await sleep(200);
  socket.destroy();
  await sleep(200);
  for (const one of slow) one.socket.destroy();
  await waitFor(atWork, 0);
  expect((await server.post('/api/v1/import', fileOf('The next'))).status).toBe(200);
  expect(await names()).not.toContain('Left in the queue');
});

test.each([
  ['', ''],
  [', with a key', 'idempotency-key: stopped\r\n'],
])(
  'who leaves during the merge has nothing imported%s, and can send it again',
  async (what, key) => {
    const name = `Left during the merge${what}`;
    const { id, uuid } = await server.addType(name, 5);
    const file = JSON.stringify({ types: [importedType(name, [7], [importedEvent()])] });
    const others = await server.db.transaction();
    try {
      await others.raw('SELECT FROM miniatures.stage_counts WHERE type_id = ? FOR UPDATE', [uuid]);
      const { socket } = await send(head(file.length, key) + file);
      await waitFor(waitingForLocks, 1);
      socket.destroy();
      await sleep(200);
    } finally {
      await others.rollback();
    }
    await waitFor(atWork, 0);
    const inBox = async () =>
      (await server.get<{ counts: { in_box: number } }>(`/api/v1/types/${id}`)).body.counts.in_box;
    expect(await inBox()).toBe(5);
    const again = await send(head(file.length, key) + file);
    expect(await again.answer).toMatch(/^HTTP\/1\.1 200 /);
    again.socket.destroy();
    expect(await inBox()).toBe(12);
  },
);
