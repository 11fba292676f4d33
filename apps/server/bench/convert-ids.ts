import { convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { convertOnline } from '@atelier/lifecycle/convert/online/convert-online.ts';
import { tableFingerprints } from '@atelier/lifecycle/scratch/fingerprints.ts';
import { byHand, createFilled, type Database, sizes, withClone } from './convert-ids-database.ts';
import { type Figure, interleaved, percentile, rounded, timesFloor, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';

const template = 'bench_convert_ids';
const rounds = 2;
const profile = 'time-legacy';

/**
 * A million time entries with a hundred thousand tasks: conversion in place beside ALTER … TYPE by hand,
 * there and back with equal content, and online under a running writer.
 */
export async function* convertIdsFigures({
  db: admin,
  connectionString,
}: Platform): AsyncGenerator<Figure> {
  await createFilled(admin, connectionString, template);
  const clone = <Result>(work: (db: Database) => Promise<Result>) =>
    withClone(admin, connectionString, template, work);
  try {
    const backMs: number[] = [];
    const measured = await interleaved(
      rounds,
      () => clone(async (db) => thereAndBack(db, backMs)),
      () => clone(async (db) => timeOf(() => db.raw(byHand))),
    );
    yield {
      ...timesFloor('convert-ids.in-place', 'ms', measured, 3),
      ...sizes,
      wayBackMs: backMs.map((ms) => Math.round(ms)),
    };
    yield await clone(onlineFigure);
  } finally {
    await admin.raw('DROP DATABASE IF EXISTS ?? WITH (FORCE)', [template]);
  }
}

/** The first way is what is measured; the second one must bring every row back. */
async function thereAndBack(db: Database, backMs: number[]): Promise<number> {
  const before = await contentOf(db);
  const tookMs = await timeOf(() => convertInPlace(db, { profile, target: 'uuid' }));
  backMs.push(await timeOf(() => convertInPlace(db, { profile, target: 'integer' })));
  if ((await contentOf(db)) !== before) throw new Error('there and back is not the same');
  return tookMs;
}

async function contentOf(db: Database): Promise<string> {
  return JSON.stringify((await tableFingerprints(db)).filter(({ schema }) => schema === 'time'));
}

/** Nobody who writes may wait longer than half a second, whatever they wait for. */
async function onlineFigure(db: Database): Promise<Figure> {
  let writing = true;
  const writers = [0, 1].map((number) => writer(db, number, () => writing));
  const begin = performance.now();
  const { swap } = await convertOnline(db, { profile, target: 'uuid' });
  const tookMs = performance.now() - begin;
  writing = false;
  const reports = await Promise.all(writers);
  const written = reports.reduce((sum, report) => sum + report.written, 0);
  const { rows } = await db.raw(
    `SELECT count(*)::int AS rows, count(DISTINCT e.description)::int AS kinds
     FROM time.time_entries AS e JOIN time.tasks AS t ON t.id = e.task_id WHERE e.description LIKE 'writer %'`,
  );
  if (rows[0].rows !== written || rows[0].kinds !== written) {
    throw new Error(`${written} were written, and there are ${JSON.stringify(rows[0])}`);
  }
  const waits = reports.flatMap(({ waitsMs }) => waitsMs);
  return {
    ...underLimit('convert-ids.online.longest-statement', 'ms', { value: Math.max(...waits) }, 500),
    p99: rounded(percentile(waits, 0.99)),
    statements: waits.length,
    written,
    swapHeldMs: swap?.heldMs,
    swapAttempts: swap?.attempts,
    wholeMs: Math.round(tookMs),
  };
}

async function writer(db: Database, number: number, goesOn: () => boolean) {
  const waitsMs: number[] = [];
  let written = 0;
  while (goesOn()) {
    const task = 1 + Math.floor(Math.random() * sizes.tasks);
    const insert = () =>
      db.raw(
        `INSERT INTO time.time_entries (task_id, project_id, start_time, end_time, description)
         SELECT id, project_id, now(), now(), ? FROM time.tasks WHERE title = ? LIMIT 1`,
        [`writer ${number} ${written}`, `task ${task}`],
      );
    waitsMs.push(await timeOf(insert));
    written += 1;
    const update = () =>
      db.raw('UPDATE time.tasks SET description = now()::text WHERE title = ?', [`task ${task}`]);
    waitsMs.push(await timeOf(update));
  }
  return { waitsMs, written };
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}
