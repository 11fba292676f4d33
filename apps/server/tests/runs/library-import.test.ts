import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { newId } from '@atelier/db/kernel/new-id.ts';
import { findCase } from '@atelier/db/runs/case-reads.ts';
import { insertVersion, lockCase } from '@atelier/db/runs/case-writes.ts';
import type { ImportSummary } from '@atelier/domain/runs/interchange/import-summary.ts';
import { createClient } from '@atelier/sdk/client.ts';
import { testFolder } from '@atelier/testkit/test-folder.ts';
import { strToU8, zipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApp } from '../start-test-app.ts';

let app: Awaited<ReturnType<typeof startTestApp>>;
let folder: string;
beforeAll(async () => {
  folder = await testFolder('imports');
  app = await startTestApp({ files: { folder } });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

interface Refused {
  readonly code: string;
  readonly details: { readonly fault: string; readonly line: number | null; readonly what: string };
}

const client = () => createClient({ baseUrl: app.url }).runs;

async function library() {
  const { id: projectId } = await client().projects.create.mutate({ name: 'Cameras' });
  const send = (file: string | Uint8Array, format: string, options: Record<string, string> = {}) =>
    fetch(
      `${app.url}/api/runs/projects/${projectId}/library/import?${new URLSearchParams({ format, dryRun: 'false', ...options })}`,
      {
        method: 'POST',
        headers: { 'content-type': 'application/octet-stream' },
        body: new Blob([typeof file === 'string' ? file : new Uint8Array(file)]),
      },
    );
  const take = async (...sent: Parameters<typeof send>): Promise<ImportSummary> => {
    const answer = await send(...sent);
    const body = (await answer.json()) as ImportSummary & Partial<Refused>;
    expect([answer.status, body.code, body.details]).toEqual([200, undefined, undefined]);
    return body;
  };
  const refused = async (...sent: Parameters<typeof send>) => {
    const answer = await send(...sent);
    const { code, details } = (await answer.json()) as Refused;
    return [answer.status, code, details?.fault, details?.line];
  };
  const exported = async (format: 'csv' | 'json') =>
    (
      await fetch(`${app.url}/api/runs/projects/${projectId}/library/export?format=${format}`)
    ).text();
  const cases = async () => (await client().cases.list.query({ projectId, limit: 500 })).items;
  const contentOf = async (title: string) => {
    const found = (await cases()).find((one) => one.title === title);
    return (await client().cases.get.query({ caseId: found?.id ?? '' })).version?.content;
  };
  return { projectId, send, take, refused, exported, cases, contentOf };
}

const counts = ({ added, changed, same }: ImportSummary) => [added, changed, same];

const testRail = `<?xml version="1.0" encoding="UTF-8"?>
<suite><id>S1</id><name>Master</name><sections><section><name>Video</name><description/>
<cases><case><id>C7</id><title>Night &amp; day</title><priority>L0</priority><estimate>1h 5m</estimate>
<custom><preconds>&lt;p&gt;Mount it&lt;/p&gt;</preconds><steps_separated>
<step><index>1</index><content>Dim the light</content><expected>It is seen</expected></step>
<step><index>2</index><content><![CDATA[<b>Look</b>]]></content><expected/></step>
</steps_separated></custom></case></cases>
<sections><section><name>Codecs</name><cases><case><id>C8</id><title>H.265</title><custom/></case></cases></section></sections>
</section></sections></suite>`;

test('TestRail XML: a dry run changes nothing, a second import nothing more, a third what changed', async () => {
  const { take, cases, contentOf, projectId } = await library();
  expect(counts(await take(testRail, 'testrail_xml', { dryRun: 'true' }))).toEqual([2, 0, 0]);
  expect(await cases()).toEqual([]);
  expect(counts(await take(testRail, 'testrail_xml'))).toEqual([2, 0, 0]);
  expect(await contentOf('Night & day')).toMatchObject({
    preconditions: 'Mount it',
    estimatedMinutes: 65,
    steps: [
      { action: 'Dim the light', expected: 'It is seen' },
      { action: 'Look', expected: '' },
    ],
  });
  const suites = (await client().suites.list.query({ projectId })) as {
    name: string;
    cases: number;
  }[];
  expect(suites.map(({ name, cases: count }) => `${name} ${count}`).sort()).toEqual([
    'Codecs 1',
    'Video 1',
  ]);
  expect(counts(await take(testRail, 'testrail_xml'))).toEqual([0, 0, 2]);
  const third = await take(testRail.replace('Dim the light', 'Switch it off'), 'testrail_xml');
  expect(counts(third)).toEqual([0, 1, 1]);
  expect(third.lines).toMatchObject([{ title: 'Night & day', changes: ['steps'] }]);
  expect((await cases()).map(({ versionNumber }) => versionNumber).sort()).toEqual([1, 2]);
});

test('what a file says nothing of stays as somebody made it', async () => {
  const { take, cases } = await library();
  await take('Key,Title,Tags\nA-1,Boots,"L0, fast"\n', 'csv');
  const [made] = await cases();
  await client().cases.edit.mutate({
    caseId: made?.id ?? '',
    onTopOf: 1,
    content: { title: 'Boots', summary: 'Ours' },
  });
  expect(counts(await take('Key,Title\nA-1,Boots\n', 'csv'))).toEqual([0, 0, 1]);
  expect((await cases())[0]?.tags).toEqual(['fast', 'L0']);
});

test('TestLink XML, features and TestRail CSV', async () => {
  const { take, contentOf, cases } = await library();
  await take(
    `<testsuite name="Top"><testsuite name="Inner"><testcase internalid="5" name="Ping"><externalid><![CDATA[9]]></externalid>
     <summary><![CDATA[<p>Says&nbsp;hello</p>]]></summary><steps><step><step_number>1</step_number>
     <actions><![CDATA[<ul><li>Send</li></ul>]]></actions><expectedresults>Pong</expectedresults></step></steps>
     <keywords><keyword name="l1"/></keywords></testcase></testsuite></testsuite>`,
    'testlink_xml',
  );
  expect(await contentOf('Ping')).toMatchObject({
    summary: 'Says hello',
    steps: [{ action: '- Send', expected: 'Pong' }],
  });
  expect((await cases())[0]?.tags).toEqual(['L1']);
  await take(
    `@L0
Feature: Door
  Background:
    Given a door
  Scenario Outline: Opens with <key>
    When somebody turns the <key>
    Then it opens
    And nobody hears it
    Examples:
      | key   |
      | brass |
      | steel |
`,
    'gherkin',
  );
  expect(await contentOf('Opens with <key>')).toMatchObject({
    preconditions: 'Given a door',
    steps: [{ action: 'somebody turns the {{key}}', expected: 'it opens\nnobody hears it' }],
    parameters: { columns: ['key'], rows: [['brass'], ['steel']] },
  });
  await take(
    'ID,Title,Section Hierarchy,Steps (Step),Steps (Expected Result)\r\nC1,"Multi, row",Part A > Part B,One,1st\r\n,,,Two,2nd\r\n',
    'testrail_csv',
  );
  expect((await contentOf('Multi, row'))?.steps).toMatchObject([
    { action: 'One', expected: '1st' },
    { action: 'Two', expected: '2nd' },
  ]);
});

test('a workbook, with a mapping of its own', async () => {
  const { take, contentOf } = await library();
  const sheet = `<worksheet><sheetData>
    <row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>Было</t></is></c><c r="D1" t="inlineStr"><is><t>Min</t></is></c></row>
    <row r="2"><c r="A2" t="inlineStr"><is><r><t>Fo</t></r><r><t>cus</t></r></is></c><c r="B2" t="inlineStr"><is><t>1. Turn
2. Look</t></is></c><c r="D2"><f>1+1</f><v>2</v></c></row>
    <row r="5"><c r="A5" t="inlineStr"><is><t>Zoom</t></is></c><c r="D5"><v>5</v></c></row></sheetData></worksheet>`;
  const book = zipSync({
    'xl/sharedStrings.xml': strToU8('<sst><si><t>Что</t></si></sst>'),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
  });
  const mapping = JSON.stringify({ Что: 'title', Было: 'action', Min: 'estimate' });
  expect(counts(await take(book, 'xlsx', { mapping }))).toEqual([2, 0, 0]);
  expect(await contentOf('Zoom')).toMatchObject({ estimatedMinutes: 5, steps: [] });
  expect(await contentOf('Focus')).toMatchObject({
    estimatedMinutes: 2,
    steps: [{ action: 'Turn' }, { action: 'Look' }],
  });
});

test('exports come back without loss, into the same project and into another; no cell is a formula', async () => {
  const here = await library();
  const suite = await client().suites.create.mutate({ projectId: here.projectId, name: 'A > B' });
  const content = {
    title: '=HYPERLINK("x")',
    summary: ' two\r\nlines; "quoted" ',
    preconditions: "'=1",
    steps: [
      { action: '', expected: '', data: '' },
      { action: '1. not a list', expected: '@x', data: '-1' },
    ],
    artifacts: ['[log]', 'a, b'],
    mistakes: [],
    isMandatory: false,
    estimatedMinutes: 7,
    complexity: 3,
    parameters: { columns: ['a'], rows: [['1'], ['']] },
  };
  await client().cases.create.mutate({ suiteId: suite.id, content, tags: ['L0', 'x;y'] });
  await client().cases.create.mutate({ suiteId: suite.id, content: { title: 'Empty' } });
  const csv = await here.exported('csv');
  expect(csv).toContain(`"'=HYPERLINK(""x"")"`);
  for (const format of ['csv', 'json'] as const) {
    expect([format, ...counts(await here.take(await here.exported(format), format))]).toEqual([
      format,
      0,
      0,
      2,
    ]);
    const there = await library();
    await there.take(await here.exported(format), format);
    const stored = await there.contentOf(content.title);
    expect(stored).toEqual(await here.contentOf(content.title));
    expect((await there.cases()).map(({ title, tags }) => [title, tags])).toEqual([
      [content.title, ['L0', 'x;y']],
      ['Empty', []],
    ]);
  }
});

test('files of ours find cases by their own keys, also those that came from elsewhere, and TestRail’s never', async () => {
  const { take, exported, cases, projectId } = await library();
  await take(testRail, 'testrail_xml');
  const suite = await client().suites.create.mutate({ projectId, name: 'Ours' });
  const shared = await client().sharedSteps.create.mutate({
    projectId,
    title: 'Sign in',
    steps: [{ action: 'Type' }],
  });
  const steps = [{ action: 'Type', sharedVersionId: shared.versionId }];
  const own = await client().cases.create.mutate({
    suiteId: suite.id,
    content: { title: 'Ours', steps },
  });
  for (const format of ['csv', 'json'] as const) {
    const file = await exported(format);
    expect([format, ...counts(await take(file, format))]).toEqual([format, 0, 0, 3]);
    const there = await library();
    expect(counts(await there.take(file, format))).toEqual([3, 0, 0]);
    expect(counts(await there.take(file, format))).toEqual([0, 0, 3]);
  }
  const sameKey = `ID,Title,Section\n${own.key},Another,Video\n`;
  expect(counts(await take(sameKey, 'testrail_csv'))).toEqual([1, 0, 0]);
  expect((await cases()).length).toBe(4);
});

test('an edit that is on its way while a file comes in is built upon', async () => {
  const { take, cases } = await library();
  await take('Key,Title\nA-1,Boots\n', 'csv');
  const caseId = (await cases())[0]?.id ?? '';
  const { db } = app.database;
  const author = await db('identity.users').first('id');
  const edit = await db.transaction();
  const [{ pid }] = (await edit.raw('SELECT pg_backend_pid() AS pid')).rows;
  await lockCase(edit, caseId);
  const newest = await findCase(edit, caseId);
  if (!newest?.version) throw new Error('a case has a version');
  const content = { ...newest.version.content, summary: 'Edited' };
  const version = { id: newId(), caseId, versionNumber: 2, content, changeNote: '' };
  await insertVersion(edit, { ...version, authorId: author.id });
  const taken = take('Key,Title\nA-1,Boots up\n', 'csv');
  const isWaitedFor = async () =>
    (await db.raw('SELECT 1 FROM pg_stat_activity WHERE ? = ANY (pg_blocking_pids(pid))', [pid]))
      .rows.length;
  await expect.poll(isWaitedFor, { timeout: 10_000 }).toBe(1);
  await edit.commit();
  expect(counts(await taken)).toEqual([0, 1, 0]);
  expect(await cases()).toMatchObject([{ title: 'Boots up', versionNumber: 3 }]);
  expect((await findCase(db, caseId))?.version?.content.summary).toBe('Edited');
});

test('two lines that mean one case are refused with the second of them', async () => {
  const { take, refused, cases } = await library();
  await take('Key,Title\nA-1,Boots\n', 'csv');
  const key = (await cases())[0]?.key;
  const line = (said: object) => ({
    ...{ key, externalKey: null, suite: ['One'], tags: [], isArchived: false },
    ...said,
  });
  const up = line({ content: { title: 'Boots up' } });
  const content = { title: 'Boots down' };
  for (const second of [
    line({ key: 'A-1', externalKey: 'table:A-1', content }),
    line({ suite: ['Two'], content }),
  ]) {
    const file = JSON.stringify({ format: 'atelier-library', version: 1, cases: [up, second] });
    for (const dryRun of ['true', 'false']) {
      expect(await refused(file, 'json', { dryRun })).toEqual([
        ...[400, 'ERR_IMPORT_REFUSED', 'same_case', 2],
      ]);
    }
  }
  expect(await cases()).toMatchObject([{ title: 'Boots', versionNumber: 1 }]);
});

test('slow senders hold up nobody else, and each only so many places', async () => {
  const { take, projectId } = await library();
  const slow = (title: string) => {
    let finish = () => {};
    const leave = new AbortController();
    const body = new ReadableStream<Uint8Array>({
      start(controller) {
        controller.enqueue(Buffer.from('Key,Title\n'));
        finish = () => {
          controller.enqueue(Buffer.from(`${title},${title}\n`));
          controller.close();
        };
      },
    });
    const at = `${app.url}/api/runs/projects/${projectId}/library/import?format=csv&dryRun=false`;
    const headers = { 'content-type': 'application/octet-stream' };
    const asked = { method: 'POST', headers, body, duplex: 'half', signal: leave.signal };
    const answer = fetch(at, asked as RequestInit).then(({ status }) => status);
    return { answer, finish, leave: () => leave.abort() };
  };
  const first = slow('First');
  await setTimeout(300);
  expect(counts(await take('Key,Title\nA-1,Boots\n', 'csv'))).toEqual([1, 0, 0]);
  const others = Array.from({ length: 6 }, (_, place) => slow(`Other ${place}`));
  const refusedOnes = others.map(({ answer }) => answer.catch(() => 0));
  expect(await Promise.race(refusedOnes)).toBe(429);
  for (const { leave } of others) leave();
  await Promise.all(refusedOnes);
  first.finish();
  expect(await first.answer).toBe(200);
  await expect.poll(() => readdir(join(folder, 'incoming'))).toEqual([]);
}, 20_000);

test('a broken file is refused with its code and its line, and nothing of it is taken in', async () => {
  const { refused, cases, projectId } = await library();
  const invalid = (fault: string, line: number | null) => [400, 'ERR_IMPORT_REFUSED', fault, line];
  const cut = testRail.slice(0, 400);
  const utf16 = new Uint8Array([0xff, 0xfe, ...Buffer.from(testRail, 'utf16le')]);
  expect(await refused(cut, 'testrail_xml')).toEqual(invalid('ends_early', cut.split('\n').length));
  const bomb = `<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]>\n<suite>&b;</suite>`;
  expect(await refused(bomb, 'testrail_xml')).toEqual(invalid('doctype', 1));
  expect(await refused('<suite>\n&lol;</suite>', 'testrail_xml')).toEqual(invalid('malformed', 2));
  expect(await refused(testRail, 'testlink_xml')).toEqual(invalid('not_this_format', 2));
  expect(await refused('<a>'.repeat(101), 'testlink_xml')).toEqual(invalid('too_deep', 1));
  expect(await refused('', 'testrail_xml')).toEqual(invalid('ends_early', 1));
  expect(await refused(utf16, 'testlink_xml')).toEqual(invalid('not_this_format', 2));
  const latin = Buffer.from('Title\nCaf\u00e9\n', 'latin1');
  expect(await refused(latin, 'csv')).toEqual(invalid('not_text', 2));
  expect(await refused('Title\nA\0B\n', 'csv')).toEqual(invalid('not_text', 2));
  expect(await refused('Title,Key\nOne,1\n"Two,2\n', 'csv')).toEqual(invalid('malformed', 3));
  expect(await refused('Key\n1\n', 'csv')).toEqual(invalid('no_mapping', 1));
  expect(await refused('Title,Key\nGood,1\n\nSame,1\n', 'csv')).toEqual(invalid('twice', 4));
  expect(await refused('Title,Minutes\nGood,soon\n', 'csv')).toEqual(invalid('bad_value', 2));
  expect(await refused(`Title\nGood\n${'x'.repeat(241)}\n`, 'csv')).toEqual(
    invalid('bad_value', 3),
  );
  expect(
    await refused('Feature: Door\n  Scenario: Opens\n    Given it\n    Bad\n', 'gherkin'),
  ).toEqual(invalid('malformed', 4));
  expect(await refused('{"format":"atelier-library",\n', 'json')).toEqual(invalid('malformed', 2));
  expect(await refused('{"cases":[]}', 'json')).toEqual(invalid('not_this_format', null));
  expect(await refused('no archive', 'xlsx')).toEqual(invalid('not_this_format', null));
  expect(await cases()).toEqual([]);
  expect(await client().suites.list.query({ projectId })).toEqual([]);
});

test('a file of 200 MB, and a workbook that unpacks to more, are refused on the way', async () => {
  const { projectId, refused } = await library();
  const piece = new Uint8Array(1024 * 1024).fill(120);
  let sent = 0;
  const endless = new ReadableStream<Uint8Array>({
    pull(controller) {
      if (sent++ < 200) controller.enqueue(piece);
      else controller.close();
    },
  });
  const answer = await fetch(
    `${app.url}/api/runs/projects/${projectId}/library/import?format=csv&dryRun=true`,
    {
      method: 'POST',
      headers: { 'content-type': 'application/octet-stream' },
      body: endless,
      duplex: 'half',
    } as RequestInit,
  );
  expect([answer.status, ((await answer.json()) as Refused).code]).toEqual([
    413,
    'ERR_PAYLOAD_TOO_LARGE',
  ]);
  const bomb = zipSync(
    { 'xl/worksheets/sheet1.xml': new Uint8Array(140 * 1024 * 1024).fill(32) },
    { level: 1 },
  );
  expect((await refused(bomb, 'xlsx')).slice(0, 2)).toEqual([413, 'ERR_PAYLOAD_TOO_LARGE']);
}, 120_000);

test('while a large file is read, everybody else is answered', async () => {
  const { refused } = await library();
  const one = '<testcase name="Boots"><summary>It boots in the cold</summary></testcase>\n';
  // What is wrong with it stands at its end: all of it has to be read.
  const file = `<testsuite name="All">\n${one.repeat(200_000)}</wrong>`;
  let isOver = false;
  const reading = refused(file, 'testlink_xml').finally(() => {
    isOver = true;
  });
  const sizes = async () => {
    const incoming = join(folder, 'incoming');
    const names = await readdir(incoming);
    const found = names.map((name) => stat(join(incoming, name)).then(({ size }) => size));
    return Promise.all(found).catch(() => []);
  };
  await expect.poll(sizes).toEqual([Buffer.byteLength(file)]);
  const answers: boolean[] = [];
  for (let asked = 0; asked < 60; asked += 1) {
    const { status } = await fetch(`${app.url}/health`);
    answers.push(status === 200 && !isOver);
  }
  expect(answers).toEqual(answers.map(() => true));
  expect(await reading).toEqual([400, 'ERR_IMPORT_REFUSED', 'malformed', 200_002]);
}, 180_000);

test('thousands of cases come in, and once more nothing', async () => {
  const { take } = await library();
  const lines = Array.from(
    { length: 4000 },
    (_, place) =>
      `K${place},Suite ${place % 100},Case ${place},"1. Open page ${place}\n2. Close it","1. It is open\n2. It is closed","L${place % 3}, tag ${place % 10}"`,
  );
  const file = ['Key,Suite,Title,Steps,Expected,Tags', ...lines].join('\n');
  expect(counts(await take(file, 'csv'))).toEqual([4000, 0, 0]);
  const found = await client().search.everywhere.query({ words: 'page 177', limit: 5 });
  expect(found[0]).toMatchObject({ kind: 'case', title: expect.stringContaining('Case') });
  expect(counts(await take(file, 'csv'))).toEqual([0, 0, 4000]);
}, 120_000);

test('a file with a case that says more than one may is refused, before it is taken in as well', async () => {
  const { send } = await library();
  const steps = Array.from({ length: 30 }, (_, place) => `${place + 1}. ${'x'.repeat(18_000)}`);
  const file = `Key,Title,Steps\nA-1,Long,"${steps.join('\n')}"\n`;
  for (const dryRun of ['true', 'false']) {
    const answer = await send(file, 'csv', { dryRun });
    expect([answer.status, await answer.json()]).toMatchObject([
      409,
      { code: 'ERR_CASE_TOO_LARGE', details: { title: 'Long', limit: 512 } },
    ]);
  }
});
