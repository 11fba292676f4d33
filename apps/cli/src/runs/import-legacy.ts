import { readFile, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { openFiles } from '@atelier/api/identity/files/files.ts';
import { openStore } from '@atelier/api/identity/files/open-store.ts';
import { createPasswords } from '@atelier/api/identity/passwords.ts';
import { noClient } from '@atelier/api/kernel/client.ts';
import type { Context } from '@atelier/api/kernel/context.ts';
import { createLiveHub } from '@atelier/api/kernel/live/hub.ts';
import { importLegacy, type LegacyMoved, picturesOf } from '@atelier/api/runs/legacy-import.ts';
import { bringPictures, legacyPictureUse } from '@atelier/api/runs/legacy-pictures.ts';
import type { LegacyReport, Moved } from '@atelier/api/runs/legacy-report.ts';
import { createNotifier } from '@atelier/db/kernel/notifications.ts';
import { readLegacyTables } from '@atelier/db/runs/legacy-reads.ts';
import { type LegacyData, requireLegacySize } from '@atelier/domain/runs/legacy.ts';
import { readLegacyFiles } from '@atelier/domain/runs/legacy-files.ts';
import type { Knex } from 'knex';
import { UsageError } from '../kernel/arguments.ts';
import type { Command } from '../kernel/command.ts';
import { migratedDatabase } from '../kernel/migrated-database.ts';
import type { Session } from '../kernel/session.ts';

/** `atelier runs import-legacy`: sections, cases, runs and pictures of the first generation. */
export const importLegacyCommand: Command = {
  usage: '[--from <folder>] [--files <folder>] [--reason <code>]',
  details: [
    'From the tables of the first generation that stand in this database (`db adopt runs-v1`), or, with --from,',
    'from users.json and projects.json in a folder. Sections become suites, cases get their first version; passed',
    'is ok, failed is fail, maybe is na with its note, and pending is no result. Pictures become attachments.',
    'All of it is brought over, or nothing; run once more, it adds what was added since, and changes nothing.',
    'Passwords in plain text are hashed, and changed by whoever signs in with one.',
  ],
  options: {
    from: { value: '<folder>', help: 'Where users.json and projects.json are.' },
    files: { value: '<folder>', help: 'Where the older program kept its pictures.' },
    reason: {
      value: '<code>',
      help: 'What is told of a failure: requirements_gap unless told.',
    },
  },
  positionals: [0, 0],
  async run(session, input) {
    const db = await migratedDatabase(session);
    const from = input.text('from');
    const read = from === undefined ? undefined : await readFolder(resolve(from));
    /** Tables are read where they are written, in parts. */
    const dataIn = async (reader: Knex) => read ?? (await readLegacyTables(reader));
    const { hash } = createPasswords();
    const options = {
      ...{ reason: input.text('reason') ?? 'requirements_gap', inPlace: from === undefined },
      hash: (password: string) => hash(password),
    };
    const bring = async (trx: Knex.Transaction) => importLegacy(trx, await dataIn(trx), options);
    const planned = await rehearsed(db, bring);
    const data = await dataIn(db);
    const pictures = input.text('files');
    const folder = pictures === undefined ? undefined : resolve(pictures);
    await withPictures(session, db, { folder, data, moved: planned, isPlan: true });
    const plan = linesOf(planned.report);
    if (session.dryRun)
      return { facts: planned.report, lines: ['Would be brought over:', ...plan] };
    await session.confirm(['To be brought over:', ...plan]);
    session.progress.begin('Bringing over');
    const moved = await db.transaction(bring);
    await withPictures(session, db, { folder, data, moved, isPlan: false });
    session.progress.finish();
    return { facts: moved.report, lines: ['Brought over:', ...linesOf(moved.report)] };
  },
};

async function readFolder(folder: string): Promise<LegacyData> {
  const [users, projects] = [
    await readJson(join(folder, 'users.json')),
    await readJson(join(folder, 'projects.json')),
  ];
  if (users === undefined && projects === undefined) {
    throw new UsageError(`There is neither users.json nor projects.json in ${folder}.`, { folder });
  }
  return readLegacyFiles(users, projects);
}

/** Undefined where there is no such file. */
async function readJson(path: string): Promise<unknown> {
  // It is read as a whole, and what is made of it takes ten times as much.
  requireLegacySize(path, (await stat(path).catch(() => undefined))?.size ?? 0);
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    throw new UsageError(`${path} is no JSON: ${(error as Error).message}`, { path });
  }
}

const rollback = Symbol('rollback');

/** What would be done: it is done, and taken back. */
async function rehearsed<Result>(
  db: Knex,
  work: (trx: Knex.Transaction) => Promise<Result>,
): Promise<Result> {
  let result: { readonly value: Result } | undefined;
  await db
    .transaction(async (trx) => {
      result = { value: await work(trx) };
      throw rollback;
    })
    .catch((error: unknown) => {
      if (error !== rollback) throw error;
    });
  if (result === undefined) throw new Error('the rehearsal had no end');
  return result.value;
}

interface Pictures {
  readonly folder: string | undefined;
  readonly data: LegacyData;
  readonly moved: LegacyMoved;
  readonly isPlan: boolean;
}

async function withPictures(
  session: Session,
  db: Knex,
  { folder, data, moved, isPlan }: Pictures,
): Promise<void> {
  const { report } = moved;
  const pictures = picturesOf(data, moved);
  const notifier = createNotifier(db);
  const context: Context = {
    ...{ db, notifier, live: createLiveHub(), client: noClient, sessionId: null, requestId: null },
    actor: { id: 'system', kind: 'system', grants: [] },
    door: 'command_line',
    untilEnd: (signal) => signal,
  };
  if (isPlan) {
    await bringPictures(context, pictures, { folder, files: undefined }, report);
    return;
  }
  const { files: settings } = session.settings;
  const store = await openStore(settings);
  const files = openFiles(db, { ...settings, store }, [legacyPictureUse]);
  try {
    await bringPictures(context, pictures, { folder, files }, report);
  } finally {
    files.close();
    await notifier.flush();
  }
}

function linesOf(report: LegacyReport): string[] {
  const { people, projects, suites, cases, runs, results, attachments, notes } = report;
  const { notesLeftOut } = report;
  const line = (what: string, { added, kept }: Moved) =>
    `  ${what}: ${added}${kept > 0 ? `, and ${kept} that are there` : ''}`;
  return [
    ...[line('people', people), line('projects', projects), line('suites', suites)],
    ...[line('cases', cases), line('runs', runs)],
    `  results: ${results.ok} ok, ${results.fail} fail, ${results.na} na, ${results.open} without`,
    line('pictures', attachments),
    ...(notes.length === 0 ? [] : ['Not understood, or not brought over:']),
    ...notes.map(({ where, what }) => `  ${where}: ${what}`),
    ...(notesLeftOut === 0 ? [] : [`  and ${notesLeftOut} more, which the older data still says`]),
  ];
}
