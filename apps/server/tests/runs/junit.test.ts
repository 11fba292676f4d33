import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { type IncomingMessage, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { noClient } from '@atelier/api/kernel/client.ts';
import type { Context } from '@atelier/api/kernel/context.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { registerRest } from '@atelier/api/kernel/rest/register.ts';
import { junitEndpoint } from '@atelier/api/runs/junit-rest.ts';
import { runsRest } from '@atelier/api/runs/rest.ts';
import { createRunsCaller } from '@atelier/api/runs/rest-caller.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { everywhere } from '@atelier/domain/identity/roles.ts';
import { addUser } from '@atelier/testkit/add-user.ts';
import type { TestServer } from '@atelier/testkit/test-server.ts';
import Fastify from 'fastify';
import type { Knex } from 'knex';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';
import { type ClientAnswer, type OldClient, oldClient } from './old-client.ts';

let server: TestServer;
let client: OldClient;
let projectId: string;
beforeAll(async () => {
  server = await startTestApp();
  client = oldClient(server.url);
  projectId = (await client.post('/api/projects', { name: 'Nightly' })).body.project.id;
});
afterAll(() => server.close());

const xml = { 'content-type': 'application/xml' };
const refusal = ({ status, body }: ClientAnswer) => [status, body.code];
const newRun = async (title: string) =>
  `/api/v2/runs/${(await client.post('/api/v2/runs', { projectId, title })).body.run.id}`;

const report = `\uFEFF<?xml version="1.0" encoding="UTF-8"?>
<testsuites tests="5">
  <testsuite name="boot">
    <properties><property name="failure" value="x"/></properties>
    <testcase classname="boot" name="starts" time="1.25"/>
    <testcase classname="boot" name="updates" time="3.5">
      <failure message="expected 5.7.1 &amp; got 5.7.0"><![CDATA[at line <3>]]></failure>
      <system-out>not this</system-out>
    </testcase>
    <testcase classname="boot" name="sleeps"><skipped message="no battery"/></testcase>
    <testcase classname="net" name="starts"><error>refused</error></testcase>
    <testcase classname="net" name="starts"/>
  </testsuite>
</testsuites>`;

async function resultsOf(at: string) {
  const { items } = (await client.get(at)).body;
  return items.map((item: Record<string, unknown>) => [item.status, item.comment]);
}

test('a report makes cases where that is asked for, and records what came of them, once', async () => {
  const at = await newRun('One');
  const nothing = await client.post(`${at}/junit`, report, xml);
  expect(nothing.body).toEqual({
    ...{ tests: 5, recorded: 0, unchanged: 0, created: 0, unmatched: 5 },
    unmatchedNames: ['boot.starts', 'boot.updates', 'boot.sleeps', 'net.starts', 'net.starts'],
  });
  const made = await client.post(`${at}/junit?create=true&reason=firmware_bug`, report, xml);
  expect(made).toMatchObject({
    status: 200,
    body: { tests: 5, recorded: 4, created: 4, unmatched: 0 },
  });
  expect(await resultsOf(at)).toEqual([
    ['ok', ''],
    ['fail', 'expected 5.7.1 & got 5.7.0\nat line <3>'],
    ['na', 'no battery'],
    ['fail', 'refused'],
  ]);
  const rows = await server.database.db('runs.run_results').orderBy('measuredValue');
  expect(rows).toMatchObject([
    { measuredValue: '1.25 s', failReasonCode: null },
    { measuredValue: '3.5 s', failReasonCode: 'firmware_bug' },
    {},
    {},
  ]);
  const again = await client.post(`${at}/junit?create=true`, report, xml);
  expect(again.body).toMatchObject({ recorded: 0, unchanged: 4, created: 0 });
  const log = await server.database.db('identity.audit_log').where({ entityType: 'result' });
  expect(log).toHaveLength(4);

  // The next night finds its cases again.
  const next = await newRun('Two');
  const second = await client.post(`${next}/junit?create=true`, report, xml);
  expect(second.body).toMatchObject({ recorded: 4, created: 0 });
});

test('tests are found by their titles as well, unless several are called so', async () => {
  const at = await newRun('Titles');
  const report = (name: string) => `<testsuite><testcase name="${name}"/></testsuite>`;
  await client.post(`${at}/junit?create=true`, report('Boots, at last'), xml);
  const bare = await client.post(
    `${at}/junit`,
    '<testsuite><testcase classname="other" name="Boots, at last"><failure/></testcase></testsuite>',
    xml,
  );
  expect(bare.body).toMatchObject({ recorded: 1, unmatched: 0 });
  expect(await resultsOf(at)).toEqual([['fail', '']]);
});

const bomb = `<?xml version="1.0"?>
<!DOCTYPE bomb [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<testsuite><testcase name="&b;"/></testsuite>`;
const file =
  '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><testsuite><testcase name="&e;"/></testsuite>';

test.each([
  ['an entity bomb', bomb, 2],
  ['a file of the server', file, 1],
  ['an entity that nobody declared', '<testsuite>\n<testcase name="&b;"/></testsuite>', 2],
  ['no end', '<testsuite>\n\n<testcase name="a">', 3],
  ['ends crossed', '<testsuite><a><b></a></b></testsuite>', 1],
  ['another document', '<html><testcase name="a"/></html>', 1],
  ['nothing', '', 1],
  ['text alone', 'hello', 1],
  ['a NUL', '<testsuite>\n<testcase name="a\u0000"/></testsuite>', 2],
  ['JSON', '{"a":1}', 1],
])(
  'a report with %s is refused with its line, and nothing is recorded',
  async (_what, body, line) => {
    const at = await newRun('Broken');
    const answer = await client.post(`${at}/junit?create=true`, body, xml);
    expect(refusal(answer)).toEqual([400, 'ERR_JUNIT_INVALID']);
    expect(answer.body.details).toMatchObject({ line, reason: expect.any(String) });
    expect((await client.get(at)).body.items).toEqual([]);
  },
);

test('bytes that are no UTF-8, other types, wrong runs and reasons are refused', async () => {
  const at = await newRun('Refused');
  const sent = async (body: string | Uint8Array<ArrayBuffer>, type = 'text/xml') => {
    const headers = { 'content-type': type };
    const response = await fetch(`${server.url}${at}/junit`, { method: 'POST', body, headers });
    return { status: response.status, body: await response.json() };
  };
  expect(await sent(new Uint8Array([0x3c, 0x74, 0xff, 0xfe]))).toMatchObject({
    ...{ status: 400, body: { code: 'ERR_JUNIT_INVALID' } },
  });
  expect(await sent(report, 'text/plain')).toMatchObject({
    status: 415,
    body: { details: { header: 'Content-Type', accepted: 'application/xml, text/xml' } },
  });
  const nowhere = '/api/v2/runs/0197f6a1-3c52-7d04-9b7e-2f6c1a5d8e90/junit';
  expect(refusal(await client.post(nowhere, report, xml))).toEqual([404, 'ERR_RUN_NOT_FOUND']);
  const wrong = await client.post(`${at}/junit?create=true&reason=none`, report, xml);
  expect(refusal(wrong)).toEqual([404, 'ERR_FAIL_REASON_NOT_FOUND']);
  await client.patch(`${at}/status`, { status: 'in_progress' });
  const more = report.replaceAll('boot', 'reboot');
  const begun = await client.post(`${at}/junit?create=true`, more, xml);
  expect(refusal(begun)).toEqual([409, 'ERR_RUN_NOT_DRAFT']);
});

test('a report that has no end is cut off', async () => {
  const at = await newRun('Large');
  const body = `<testsuite><testcase name="a"><failure>${'x'.repeat(33 * 1024 ** 2)}`;
  const answer = await client.post(`${at}/junit`, body, xml);
  expect(refusal(answer)).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
});

test('20,000 tests in one report are cases, items and results of a run', async () => {
  const at = await newRun('Twenty thousand');
  const cases = Array.from(
    { length: 20_000 },
    (_, place) => `<testcase classname="many" name="test ${place}" time="0.1"/>`,
  );
  const body = `<testsuite>${cases.join('\n')}</testsuite>`;
  const made = await client.post(`${at}/junit?create=true`, body, xml);
  expect(made.body).toMatchObject({ tests: 20_000, recorded: 20_000, created: 20_000 });
});

/** The endpoint alone, with senders who have to keep this pace. */
async function hasty(graceMs: number) {
  const { db } = server.database;
  const app = Fastify();
  const runsOf = (context: Context) => createRunsCaller(context);
  const pace = { graceMs, bytesPerSecond: 1, totalMs: 60_000 };
  const actor = {
    id: await anEngineer(db),
    kind: 'user',
    grants: [everywhere('engineer')],
  } as const;
  registerRest(app, { ...runsRest, endpoints: [junitEndpoint(runsOf, pace)] }, async () => ({
    ...{ db, actor, notifier: createNotifier(db), live: createLiveHub(), client: noClient },
    ...{ sessionId: null, requestId: null, door: 'rest', untilEnd: (signal) => signal },
  }));
  const address = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(() => app.close());
  return Number(new URL(address).port);
}
const anEngineer = async (db: Knex) => (await addUser(db, 'Dora', 'engineer')).id;

test('a sender who falls silent is told so, and holds nothing', async () => {
  const at = await newRun('Slow');
  const port = await hasty(200);
  const headers = { 'content-type': 'application/xml', 'transfer-encoding': 'chunked' };
  const sending = request({ port, path: `${at}/junit`, method: 'POST', headers });
  sending.on('error', () => {});
  sending.write('<testsuite><testcase name="a"/>');
  const [answer]: [IncomingMessage] = (await once(sending, 'response')) as [IncomingMessage];
  expect(answer.statusCode).toBe(408);
  expect(JSON.parse(await text(answer))).toMatchObject({ code: 'ERR_REQUEST_TIMEOUT' });
  sending.destroy();
});

const guide = join(import.meta.dirname, '../../../../docs/guides/runs/ci.md');

test.each(['GitHub Actions', 'GitLab CI'])(
  'the example for %s does what the guide says',
  async (name) => {
    const text = await readFile(guide, 'utf8');
    const [, section = ''] = text.split(`## ${name}`);
    const [, block = ''] = /```yaml\n([\s\S]*?)```/.exec(section) ?? [];
    // What both have between the marks is plain sh.
    const lines = /# begin\n([\s\S]*?)\n\s*# end/.exec(block)?.[1] ?? '';
    const folder = await mkdtemp(join(tmpdir(), 'atelier-ci-'));
    await writeFile(join(folder, 'report.xml'), report);
    const script = lines.replaceAll(/^ {8}(- )?|^ {4}(- )?/gm, '');
    const env = {
      ...{ PATH: process.env.PATH, ATELIER_URL: server.url, ATELIER_PROJECT: projectId },
      ...{ ATELIER_TOKEN: '', BUILD: `build of ${name}` },
    };
    const { stdout } = await promisify(execFile)('sh', ['-euc', script], { cwd: folder, env });
    expect(stdout).toContain('"tests":5');
    const { runs } = (await client.get(`/api/v2/runs?projectId=${projectId}&limit=1`)).body;
    expect(runs[0]).toMatchObject({ title: `build of ${name}` });
    expect(await resultsOf(`/api/v2/runs/${runs[0].id}`)).toHaveLength(4);
  },
);
