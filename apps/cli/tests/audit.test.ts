import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSealer } from '@atelier/db/identity/audit-sealer.ts';
import { writeAudit } from '@atelier/db/identity/audit-writes.ts';
import { createTestDatabase, type TestDatabase } from '@atelier/testkit/test-database.ts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { lineOf } from './line-of.ts';
import { runWords } from './run-in-process.ts';

let database: TestDatabase;
let folder: string;
let anchorFile: string;
const secret = 'a secret that only this house knows';

beforeAll(async () => {
  database = await createTestDatabase();
  folder = await mkdtemp(join(tmpdir(), 'atelier-audit-'));
  anchorFile = join(folder, 'anchor.json');
  await write(6);
  await createSealer(database.db).seal(100);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

async function write(count: number): Promise<void> {
  const origin = { actorId: 'ann', command: 'runs.lock', requestId: null, door: 'trpc' } as const;
  const entry = {
    action: 'lock',
    entity: 'run',
    id: 'r',
    before: null,
    after: { locked: true },
  } as const;
  await writeAudit(
    database.db,
    origin,
    Array.from({ length: count }, () => entry),
  );
}

/** With the house's secret, or without one. */
async function audit(
  typed: string,
  environment: Readonly<Record<string, string>> = { ATELIER_SECRET: secret },
) {
  const settings = {
    DATABASE_URL: database.connectionString,
    ATELIER_DATA_DIR: folder,
    ...environment,
  };
  const { code, printed, errors } = await runWords(['audit', ...typed.split(' ')], settings);
  return { code, printed, error: () => lineOf(errors) };
}

async function tamper(statement: string): Promise<void> {
  await database.db.transaction(async (trx) => {
    await trx.raw("SET LOCAL session_replication_role = 'replica'");
    await trx.raw(statement);
  });
}

test('an anchor is printed, or written into a file that is not there yet', async () => {
  const printed = await audit('anchor');
  expect([printed.code, JSON.parse(printed.printed[0] ?? '').heads]).toEqual([
    0,
    [{ chain: 'runs', position: 6, hash: expect.stringMatching(/^[0-9a-f]{64}$/) }],
  ]);
  const rehearsed = await audit(`anchor --out ${anchorFile} --dry-run`);
  expect(rehearsed.printed).toEqual([`Would write the heads of 1 chain to ${anchorFile}`]);
  const written = await audit(`anchor --out ${anchorFile}`);
  expect([written.code, written.printed]).toEqual([
    0,
    [`Wrote the heads of 1 chain to ${anchorFile}`],
  ]);
  const again = await audit(`anchor --out ${anchorFile}`);
  expect([again.code, again.error()]).toEqual([1, expect.stringContaining('ERR_FILE_EXISTS')]);
});

test('without the secret of the house there is no anchor, and none is made for it', async () => {
  const { code, error } = await audit('anchor', {});
  expect([code, error()]).toEqual([1, expect.stringContaining('ERR_HOUSE_SECRET_ABSENT')]);
  await expect(readFile(join(folder, 'secret'))).rejects.toThrow('ENOENT');
});

test('a log that nobody touched', async () => {
  const { code, printed } = await audit('verify');
  expect([code, printed]).toEqual([
    0,
    [
      '6 sealed rows in 1 chain.',
      'Nothing was changed. Whether something was cut off at the end, only an anchor can tell.',
    ],
  ]);
  const anchored = await audit(`verify --anchor ${anchorFile}`);
  expect([anchored.code, anchored.printed.at(-1)]).toEqual([
    0,
    'Nothing was changed, and nothing of what the anchor saw is gone.',
  ]);
});

test('whose anchor it is', async () => {
  const elsewhere = await audit(`verify --anchor ${anchorFile}`, {});
  expect([elsewhere.code, elsewhere.printed[1]]).toEqual([
    0,
    'Whether the anchor is of this house cannot be told here: its secret is elsewhere.',
  ]);
  const { publicKey } = JSON.parse(await readFile(anchorFile, 'utf8'));
  const known = await audit(`verify --json --anchor ${anchorFile} --public-key ${publicKey}`, {});
  expect(JSON.parse(known.printed[0] ?? '')).toMatchObject({
    anchor: { isOurs: true },
    findings: [],
  });
  const other = { ATELIER_SECRET: 'another secret, of another house' };
  const foreign = await audit(`verify --anchor ${anchorFile}`, other);
  expect([foreign.code, foreign.printed.at(-1)]).toEqual([
    3,
    'The anchor is signed with another key than this house’s',
  ]);
});

test('an anchor that was changed, and a file that is none', async () => {
  const forged = join(folder, 'forged.json');
  const text = await readFile(anchorFile, 'utf8');
  await writeFile(forged, text.replace('"position": 6', '"position": 5'));
  const { code, printed } = await audit(`verify --anchor ${forged}`);
  expect([code, printed.at(-1)]).toEqual([
    3,
    'The anchor is forged: its signature does not fit what it says',
  ]);
  await writeFile(forged, '{"format": "atelier-audit-anchor-1"}');
  const none = await audit(`verify --anchor ${forged}`);
  expect([none.code, none.error()]).toEqual([1, expect.stringContaining('[ERR_ANCHOR_UNREADABLE')]);
});

test('rows without a seal are counted; they are nobody’s fault while no app is running', async () => {
  await write(2);
  await tamper(
    "UPDATE identity.audit_log SET created_at = created_at - interval '2 minutes' WHERE id = 7",
  );
  const { code, printed } = await audit('verify');
  expect([code, printed[1]]).toEqual([
    0,
    expect.stringMatching(
      /^2 rows without a seal, the oldest for 12\d seconds; no app is running; the next one seals them\.$/,
    ),
  ]);
  await tamper('DELETE FROM identity.audit_log WHERE id > 6');
});

test('what was tampered with is named, and the exit code is 3', async () => {
  await tamper("UPDATE identity.audit_log SET actor_id = 'bob' WHERE id = 2");
  await tamper('DELETE FROM identity.audit_chain WHERE position > 4');
  const { code, printed } = await audit(`verify --anchor ${anchorFile}`);
  expect([code, printed.slice(2)]).toEqual([
    3,
    [
      'runs, position 2, row 2: edited: the row is not what was sealed',
      'runs, positions 5 to 6: cut off: the anchor has seen the chain go on',
    ],
  ]);
  const { code: same, printed: json } = await audit('verify --json');
  expect([same, JSON.parse(json[0] ?? '').findings]).toEqual([
    3,
    [{ kind: 'edited', chain: 'runs', position: 2, entryId: '2', rows: 1 }],
  ]);
});

test('a database without the log is told what to do', async () => {
  const empty = await createTestDatabase({ empty: true });
  const { code, error } = await audit('verify', { DATABASE_URL: empty.connectionString });
  await empty.drop();
  expect([code, error()]).toEqual([
    1,
    expect.stringMatching(/atelier db up\. \[ERR_AUDIT_ABSENT\]$/),
  ]);
});
