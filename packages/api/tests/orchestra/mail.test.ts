import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startMailReceiver } from '@atelier/api/orchestra/mail/mail-receiver.ts';
import { forgetLetters } from '@atelier/db/orchestra/letter-writes.ts';
import type { SuiteInput } from '@atelier/domain/orchestra/suite-file.ts';
import { freePort } from '@atelier/lifecycle/embedded/port.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { sendLetter } from './letters.ts';
import { finished, openOrchestra, runSuite, testsOf, until } from './orchestra-caller.ts';

// Letters come over a real SMTP connection, and steps find them, whichever process took them in.

const { person, db, startWorker, secretsKey, errors } = await openOrchestra({ worker: false });
const lead = await person('Lena', 'lead');
const port = await freePort(undefined);
const address = { host: '127.0.0.1', port };
const receive = () =>
  startMailReceiver({ db, secretsKey, address, onError: (error) => errors.push(error) });
const receiver = receive();
const worker = startWorker();
afterAll(async () => {
  await receiver.close();
  await worker.drain();
});

const environment = await lead.environments.create({ name: 'System' });
const setSecret = (name: string, value: string) =>
  lead.environments.setSecret({ environmentId: environment.id, name, value });
await setSecret('inbox', '*@shop.test');
await setSecret('password', 'sesame-open');

const listens = () =>
  new Promise<boolean>((resolve) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.end());
  });
beforeAll(async () => {
  while (!(await listens())) await sleep(20);
});

const send = (letter: Parameters<typeof sendLetter>[1]) => sendLetter(port, letter);
const mail = (key: string, request: object, meta: object = {}) => ({
  ...{ key, name: key, kind: 'ASSERTION', driver: 'mail', meta },
  request: { mailbox: 'inbox', ...request },
});
const suiteOf = (name: string, ...steps: readonly object[]) =>
  ({ name, scenarios: [{ key: 'a', name: 'A', steps }] }) as unknown as SuiteInput;
async function started(...steps: readonly object[]) {
  const suite = await lead.suites.create({ definition: suiteOf('Waits', ...steps) });
  const { id } = await lead.runs.start({ suiteId: suite.id, environmentId: environment.id });
  return id;
}
const waits = (run: string) =>
  until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.waitsFor?.kind === 'mail',
  );
/** A step that nothing is done in until somebody answers. */
const asks = {
  ...{ key: 'asks', name: 'asks', kind: 'ACTION', driver: 'human' },
  request: { question: 'Go on?' },
};
async function answer(run: string) {
  const { tests } = await until(
    () => testsOf(lead, run),
    ({ tests: [one] }) => one?.waitsFor?.kind === 'person',
  );
  await lead.tests.answer({ testRunId: tests[0]?.id ?? '', verdict: 'passed' });
}

describe('a step that waits for a letter', () => {
  test('is woken by it, and has all that is in it', async () => {
    const run = await started(
      mail(
        'letter',
        { to: 'anna+7@shop.test', subject: 'welcome', timeout: '10m' },
        {
          exportAs: {
            link: { from: 'regex', pattern: 'https://\\S+/confirm/\\w+' },
            id: { from: 'header', header: 'X-Order' },
            type: { from: 'jsonPath', path: '$.attachments[0].type' },
          },
          assertions: [
            { type: 'jsonPath', path: '$.from', op: 'contains', value: 'shop@shop.test' },
            { type: 'jsonPath', path: '$.links[0]', value: 'https://shop.test/a?b=1&c=2' },
          ],
        },
      ),
    );
    const { tests } = await waits(run);
    // No worker is held.
    expect(tests[0]).toMatchObject({ status: 'PENDING', waitsFor: { to: 'anna+7@shop.test' } });
    await send({ to: 'berta@shop.test', subject: 'Welcome', text: 'to somebody else' });
    expect(
      await send({
        to: 'Anna <Anna+7@shop.test>',
        subject: 'Welcome, Анна!',
        text: 'Confirm at https://shop.test/confirm/x7 soon. Not sesame-open.',
        html: '<a href="https://shop.test/a?b=1&amp;c=2">Привет</a>',
        headers: { 'X-Order': '77' },
        attachments: [{ filename: 'лист.csv', content: 'a;b', contentType: 'text/csv' }],
      }),
    ).toMatch(/^250/);
    const { statuses, resultsOf } = await finished(lead, run);
    expect(statuses).toEqual({ A: 'PASSED' });
    const [{ result } = { result: null }] = await resultsOf('A');
    expect(result).toMatchObject({
      request: { mailbox: 'inbox', to: 'anna+7@shop.test' },
      answer: {
        ...{ subject: 'Welcome, Анна!', from: 'Shop <shop@shop.test>', to: ['anna+7@shop.test'] },
        text: expect.stringContaining('Confirm at https://shop.test/confirm/x7'),
        html: expect.stringContaining('Привет'),
        headers: { 'x-order': '77' },
        attachments: [{ name: 'лист.csv', type: 'text/csv', bytes: 3, text: 'a;b' }],
      },
      exports: { link: 'https://shop.test/confirm/x7', id: '77', type: 'text/csv' },
    });
    expect(JSON.stringify(result)).not.toContain('sesame-open');
  });

  test('finds what came before it began, each letter once, and none of an earlier run', async () => {
    await send({ to: 'c@shop.test', subject: 'Code', text: 'old' });
    const code = (key: string) =>
      mail(
        key,
        { to: 'c@shop.test', where: '$contains(subject, "Code")' },
        { exportAs: { [key]: { from: 'jsonPath', path: '$.text' } } },
      );
    const run = await started(asks, code('first'), code('second'));
    await send({ to: 'c@shop.test', subject: 'Code', text: 'one' });
    await send({ to: 'c@shop.test', subject: 'News', text: 'none' });
    await send({ to: 'c@shop.test', subject: 'Code', text: 'two' });
    await answer(run);
    const { statuses, resultsOf } = await finished(lead, run);
    expect(statuses).toEqual({ A: 'PASSED' });
    const exported = (await resultsOf('A')).map(
      ({ result }) => (result as { exports?: Record<string, string> }).exports,
    );
    expect(exported).toEqual([
      undefined,
      { first: expect.stringMatching(/^one\s*$/) },
      { second: expect.stringMatching(/^two\s*$/) },
    ]);
    const older = await runSuite(
      lead,
      environment.id,
      suiteOf('Older', mail('older', { to: 'c@shop.test', contains: 'OLD', older: true })),
    );
    expect(older.statuses).toEqual({ A: 'PASSED' });
  });

  test('fails when its time is up', async () => {
    const { statuses, tests } = await runSuite(
      lead,
      environment.id,
      suiteOf('Late', mail('letter', { to: 'nobody@shop.test', timeout: '1s' })),
    );
    expect(statuses).toEqual({ A: 'FAILED' });
    expect(tests[0]?.error).toMatchObject({ code: 'NOTHING_CAME', facts: { ms: 1000 } });
  });

  test('goes on where another worker left it', async () => {
    const run = await started(mail('letter', { to: 'd@shop.test', timeout: '10m' }));
    await waits(run);
    await worker.drain();
    const status = async () => (await testsOf(lead, run)).tests[0]?.status;
    await send({ to: 'berta@shop.test', text: 'hello' });
    expect(await status()).toBe('PENDING');
    await send({ to: 'd@shop.test', text: 'hello' });
    expect(await status()).toBe('QUEUED');
    const other = startWorker();
    expect((await finished(lead, run)).statuses).toEqual({ A: 'PASSED' });
    await other.drain();
  });

  test('is refused where the secret is no mailbox', async () => {
    const other = startWorker();
    const step = { ...mail('letter', {}), request: { mailbox: 'password' } };
    const { tests } = await runSuite(lead, environment.id, suiteOf('No mailbox', step));
    expect(tests[0]?.error).toMatchObject({ code: 'REQUEST_INVALID', facts: { field: 'mailbox' } });
    await other.drain();
  });
});

describe('the receiver', () => {
  const count = async () => {
    const { rows } = await db.raw('SELECT count(*)::int AS n FROM orchestra.letters');
    return rows[0].n as number;
  };

  test('takes nothing for whom no environment has a mailbox', async () => {
    const before = await count();
    await expect(send({ to: 'anna@elsewhere.test', text: 'x' })).rejects.toMatchObject({
      responseCode: 550,
    });
    expect(await count()).toBe(before);
  });

  test('lets whoever signs in in, whatever the password', async () => {
    const auth = { user: 'shop', pass: 'whatever' };
    expect(await sendLetter(port, { to: 'e@shop.test', text: 'x' }, { auth })).toMatch(/^250/);
  });

  test('refuses a letter that is too large', async () => {
    const large = Buffer.alloc(11 * 1024 * 1024, 'x');
    await expect(
      send({ to: 'e@shop.test', text: 'x', attachments: [{ filename: 'a', content: large }] }),
    ).rejects.toMatchObject({ responseCode: 552 });
  });

  test('keeps what is no proper letter as well', async () => {
    const raw = Buffer.concat([
      Buffer.from('Subject: =?utf-8?B?////?=\r\nX: a\u0000b\r\nbroken header\r\n'),
      Buffer.from('Content-Type: multipart/mixed; boundary="never-there"\r\n\r\n'),
      Buffer.from([0xff, 0xfe, 0x00, 0x41]),
    ]);
    const before = await count();
    expect(await send({ raw, envelope: { from: 'a@b.c', to: 'f@shop.test' } })).toMatch(/^250/);
    expect(await count()).toBe(before + 1);
  });

  test('another takes its place when it ends', async () => {
    const second = receive();
    await until(
      async () => errors.length,
      (count) => count === 1,
    );
    await receiver.close();
    await until(listens, Boolean);
    expect(await send({ to: 'g@shop.test', text: 'x' })).toMatch(/^250/);
    await second.close();
  });

  test('letters never change, and are forgotten after their time', async () => {
    await expect(db.raw("UPDATE orchestra.letters SET subject = ''")).rejects.toThrow(
      'a letter never changes',
    );
    const all = await count();
    expect(await forgetLetters(db, 7, all)).toBe(0);
    expect(await forgetLetters(db, 7, 2)).toBe(all - 2);
    expect(await count()).toBe(2);
    expect(await forgetLetters(db, 0, 100)).toBe(2);
  });

  test('nothing went wrong in it', () => {
    // That the address was taken is told once.
    expect(errors.map(String)).toEqual([expect.stringContaining('EADDRINUSE')]);
  });
});
