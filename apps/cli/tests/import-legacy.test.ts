import { mkdir, mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createTestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, expect, test } from 'vitest';
import { runWords } from './run-in-process.ts';

const database = await createTestDatabase();
const { db } = database;
afterAll(() => database.drop());

const folder = await mkdtemp(join(tmpdir(), 'atelier-import-legacy-'));
const env = { DATABASE_URL: database.connectionString, ATELIER_DATA_DIR: join(folder, 'data') };
const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

async function importLegacy(...words: string[]) {
  const { code, printed, errors } = await runWords(
    ['runs', 'import-legacy', ...words, '--json', '--yes'],
    env,
  );
  return { code, errors, report: JSON.parse(printed.join('')) };
}

/** How many rows there are of each kind. */
async function counts() {
  const tables = ['projects', 'testSuites', 'testcases', 'testcaseVersions', 'runs', 'runItems'];
  const more = ['runResults', 'attachments', 'assets'];
  return Promise.all([...tables, ...more].map((table) => db(`runs.${table}`).count()));
}

test('what stands in the tables of the first generation is brought over, once', async () => {
  await addFirstGeneration();
  await mkdir(join(folder, 'shots'), { recursive: true });
  await writeFile(join(folder, 'shots', 'one.png'), png);

  const before = await counts();
  const planned = await importLegacy('--files', folder, '--dry-run');
  expect(planned).toMatchObject({ code: 0, report: { runs: { added: 2 } } });
  expect(await counts()).toEqual(before);

  const { report } = await importLegacy('--files', folder);
  expect(report).toEqual({
    people: { added: 0, kept: 0 },
    projects: { added: 0, kept: 1 },
    suites: { added: 2, kept: 0 },
    cases: { added: 4, kept: 0 },
    runs: { added: 2, kept: 0 },
    results: { ok: 1, fail: 1, na: 1, open: 1 },
    attachments: { added: 1, kept: 0 },
    notesLeftOut: 0,
    notes: [
      { where: 'run Second', what: 'was carried out by Nobody, whom nobody or several are called' },
      { where: 'run First', what: 'an item without a result had the note: later' },
      { where: 'run First', what: 'shots/two.png: is not in the folder of files' },
      { where: 'run First', what: '../../etc/passwd: is not in the folder of files' },
    ].toSorted((a, b) => report.notes.findIndex(same(a)) - report.notes.findIndex(same(b))),
  });
  const { rows } = await db.raw(`
    SELECT c.title, v.version_number, c.external_key, x.status, x.fail_reason_code, x.comment
    FROM runs.run_items AS i JOIN runs.testcase_versions AS v ON v.id = i.testcase_version_id
    JOIN runs.testcases AS c ON c.id = v.testcase_id LEFT JOIN runs.run_results AS x ON x.run_item_id = i.id
    ORDER BY i.position`);
  const key = expect.stringMatching(/^v1:case:/);
  const common = { version_number: 1, external_key: key };
  expect(rows).toEqual([
    { ...common, title: 'Boots', status: 'ok', fail_reason_code: null, comment: '' },
    {
      ...{ ...common, title: 'Streams', status: 'fail', comment: 'black' },
      fail_reason_code: 'requirements_gap',
    },
    { ...common, title: 'Night', status: 'na', fail_reason_code: null, comment: 'too bright' },
    { ...common, title: 'Log in', status: null, fail_reason_code: null, comment: null },
  ]);
  const runs = await db('runs.runs').orderBy('title');
  expect(runs).toMatchObject([
    { title: 'First', status: 'done', verdict: 'failed', executedByUserId: person(2) },
    { title: 'Second', status: 'draft', verdict: null, executedByUserId: person(1) },
  ]);
  const { stepsJson } = await db('runs.testcaseVersions').where({ title: 'Streams' }).first();
  expect(stepsJson).toMatchObject([{ action: 'Open it' }, { action: 'Watch it' }]);
  expect(await db('identity.files').first()).toMatchObject({
    ...{ use: 'run-attachment', entityType: 'result', name: 'black.png', mediaType: 'image/png' },
  });

  const after = await counts();
  const again = await importLegacy('--files', folder);
  expect(again.report).toMatchObject({
    ...{ suites: { added: 0, kept: 2 }, cases: { added: 0, kept: 4 }, runs: { added: 0, kept: 2 } },
    attachments: { added: 0, kept: 1 },
  });
  expect(await counts()).toEqual(after);
  expect(await db('identity.files').count()).toEqual([{ count: '1' }]);
  // A picture that was missing is brought when it is found.
  await writeFile(join(folder, 'shots', 'two.png'), png);
  const found = await importLegacy('--files', folder);
  expect(found.report.attachments).toEqual({ added: 1, kept: 1 });
});

const same = (note: { what: string }) => (other: { what: string }) => other.what === note.what;

test('users.json and projects.json are brought over, passwords hashed, whatever a checklist looks like', async () => {
  const from = join(folder, 'files');
  await mkdir(from);
  const users = {
    users: [
      {
        id: 'u1',
        name: 'Ann',
        email: 'ann@lab.example',
        password: 'secret-1',
        createdAt: '2020-01-01',
      },
      { id: 'u2', name: 'Bob', email: 'no address', password: 'secret-2' },
      'nonsense',
    ],
  };
  const projects = {
    projects: [
      {
        ...{ id: 'p1', name: 'Old cameras', ownerId: 'u1', updatedAt: '2020-02-02T10:00:00Z' },
        members: [{ userId: 'u2', role: 'viewer' }, { userId: 'u9', role: 'editor' }, {}],
        session: {
          ...{ camera: 'C-1', firmware: '1.0', theme: 'dark', completedAt: '2020-02-02T10:00:00Z' },
          sections: [
            {
              name: 'Video',
              items: [
                { name: 'Picture', status: 'passed' },
                { text: 'Sound', status: 'failed', note: 'hum' },
              ],
            },
            {
              title: 'Net',
              cases: { a: { label: 'DHCP', state: 'odd' }, b: { label: 'IPv6', state: 'maybe' } },
            },
          ],
        },
      },
      { id: 'p2', name: 'Ab', ownerId: 'u1', session: ['One item', { title: 'Other' }] },
      { id: 'p3', name: 'Orphan', ownerId: 'u7', session: 7 },
    ],
  };
  await writeFile(join(from, 'users.json'), JSON.stringify(users));
  await writeFile(join(from, 'projects.json'), `\uFEFF${JSON.stringify(projects)}`);

  const before = await counts();
  expect((await importLegacy('--from', from, '--reason', 'nothing')).report.error.code).toBe(
    'ERR_FAIL_REASON_NOT_FOUND',
  );
  expect(await counts()).toEqual(before);
  const { report } = await importLegacy('--from', from, '--reason', 'hardware_issue');
  expect(report).toMatchObject({
    ...{ people: { added: 2, kept: 0 }, projects: { added: 2, kept: 0 } },
    ...{ suites: { added: 3 }, cases: { added: 6 }, runs: { added: 1 } },
    results: { ok: 1, fail: 1, na: 1, open: 1 },
  });
  expect(report.notes).toEqual(
    expect.arrayContaining([
      { where: 'users.json', what: '1 entries are no objects' },
      { where: 'project Old cameras, session', what: 'has what is not known: theme' },
      {
        where: 'project Old cameras, Net, item 1',
        what: 'has the status "odd": taken for pending',
      },
      { where: 'project Old cameras', what: 'has a member who is no user: u9' },
      { where: 'project Orphan', what: 'belongs to nobody who is known: left out' },
      {
        ...{ where: 'project Orphan' },
        what: 'has a session in which no sections and no items were found',
      },
    ]),
  );
  const ann = await db('identity.users').where({ email: 'ann@lab.example' }).first();
  expect(ann).toMatchObject({
    ...{ mustChangePassword: true, isActive: true },
    passwordHash: expect.stringMatching(/^\$argon2id\$/),
  });
  expect(JSON.stringify(await db('identity.users'))).not.toContain('secret-');
  const after = await counts();
  const again = await importLegacy('--from', from);
  expect(again.report).toMatchObject({
    people: { added: 0, kept: 2 },
    runs: { added: 0, kept: 1 },
  });
  expect(await counts()).toEqual(after);
});

test.each([
  ['an empty folder', async () => {}, 'neither users.json nor projects.json'],
  ['broken JSON', (at: string) => writeFile(join(at, 'users.json'), '{"users":['), 'is no JSON'],
])('%s is refused in a word', async (_what, prepare, words) => {
  const at = await mkdtemp(join(folder, 'broken-'));
  await prepare(at);
  const { code, printed, errors } = await runWords(
    ['runs', 'import-legacy', '--from', at, '--yes'],
    env,
  );
  expect([code, printed]).toEqual([2, []]);
  expect(errors).toContain(words);
});

test('a file that is larger than can be read as a whole is refused before anything is done', async () => {
  const at = await mkdtemp(join(folder, 'large-'));
  await writeFile(join(at, 'users.json'), '[{"id":"u1","name":"Ann","email":"ann@large.example"}]');
  await writeFile(join(at, 'projects.json'), '[');
  await truncate(join(at, 'projects.json'), 200 * 2 ** 20);
  const before = await counts();
  const { code, report } = await importLegacy('--from', at);
  expect([code, report.error.code]).toEqual([1, 'ERR_PAYLOAD_TOO_LARGE']);
  expect(report.error.message).toContain('projects.json is larger than 64 MiB');
  expect(await counts()).toEqual(before);
  expect(await db('identity.users').where({ email: 'ann@large.example' })).toEqual([]);
});

const person = (n: number) => `0190c000-0000-7000-8000-00000000000${n}`;

/** People and a project as they stand after an adoption, and a checklist that was carried out once. */
async function addFirstGeneration() {
  const thing = (kind: number, n: number) => `0190c000-000${kind}-7000-8000-00000000000${n}`;
  for (const [n, displayName] of [
    [1, 'Owner'],
    [2, 'Tina Tester'],
  ] as const) {
    const row = { id: person(n), displayName, email: `${n}@lab.example` };
    await db('identity.users').insert(row);
    await db('runs.users').insert({ ...row, passwordHash: '!' });
    await db('runs.adoptedUsers').insert({ userId: row.id, houseUserId: row.id });
  }
  const projectId = thing(1, 1);
  await db('runs.projects').insert({ id: projectId, name: 'Cameras', ownerUserId: person(1) });
  await db('runs.testSections').insert([
    { id: thing(2, 1), projectId, name: 'Video', position: 0 },
    { id: thing(2, 2), projectId, name: 'Web', position: 1, isArchived: true },
  ]);
  const details = '1. Open it\n2) Watch it';
  await db('runs.testCases').insert([
    { id: thing(3, 1), sectionId: thing(2, 1), name: 'Boots', position: 0 },
    { id: thing(3, 2), sectionId: thing(2, 1), name: 'Streams', details, position: 1 },
    { id: thing(3, 3), sectionId: thing(2, 1), name: 'Night', position: 2 },
    { id: thing(3, 4), sectionId: thing(2, 2), name: 'Log in', position: 0 },
  ]);
  const first = { id: thing(4, 1), title: 'First', cameraModel: 'C-1', firmwareVersion: '1.0' };
  await db('runs.testRuns').insert([
    {
      ...first,
      projectId,
      testerName: 'tina tester',
      completedAt: '2020-02-02T12:00:00Z',
      startedAt: '-infinity',
    },
    { ...{ id: thing(4, 2), projectId, title: 'Second', testerName: 'Nobody' } },
  ]);
  const result = (n: number, status: string, note = '') => ({
    ...{ runId: first.id, testCaseId: thing(3, n), status, note },
  });
  await db('runs.runTestResults').insert([
    ...[result(1, 'passed'), result(2, 'failed', 'black'), result(3, 'maybe', 'too bright')],
    result(4, 'pending', 'later'),
  ]);
  const shot = { runId: first.id, testCaseId: thing(3, 2), mimeType: 'image/png', sizeBytes: 70 };
  await db('runs.runTestScreenshots').insert([
    { ...shot, id: thing(5, 1), storageKey: 'shots/one.png', fileName: 'black.png' },
    { ...shot, id: thing(5, 2), storageKey: 'shots/two.png' },
    { ...shot, id: thing(5, 3), storageKey: '../../etc/passwd' },
  ]);
}
