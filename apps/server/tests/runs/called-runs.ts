import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newId } from '@atelier/db/kernel/new-id.ts';
import type { RunStatus } from '@atelier/domain/runs/machine.ts';
import type { Knex } from 'knex';
import type { Browser } from '../identity/browser.ts';
import type { CalledRun } from './calls-on-runs.ts';
import { done, read } from './locked-over-http.ts';

interface Made {
  readonly id: string;
  readonly versionId: string;
}

/** What a run has come to: `sealed` is a locked one with its seal. */
export const runStates = ['draft', 'in_progress', 'done', 'locked', 'sealed'] as const;
export type RunState = (typeof runStates)[number];

/** A project in which runs are made that lack nothing, in any state. */
export async function calledRuns(lead: Browser, db: Knex, folder: string) {
  const { id: projectId } = await done<Made>(lead, 'runs.projects.create', { name: 'Cameras' });
  const suite = await done<Made>(lead, 'runs.suites.create', { projectId, name: 'Video' });
  const cases: Made[] = [];
  for (const title of ['Boots', 'Streams', 'Left out']) {
    const content = { title, steps: [{ action: 'Open it', expected: 'It is seen' }] };
    const tags = cases.length === 0 ? ['L0'] : ['L1'];
    cases.push(await done(lead, 'runs.cases.create', { suiteId: suite.id, content, tags }));
  }
  const caseIds = cases.slice(0, 2).map(({ id }) => id);
  const { id: templateId } = await done<Made>(lead, 'runs.templates.create', {
    ...{ projectId, name: 'Smoke', caseIds },
  });

  /** Each on a bench of its own, or they would wait for each other. */
  async function make(state: RunState): Promise<CalledRun> {
    const bench = { projectId, model: 'DS-2', firmwareVersion: '5.7.1' };
    const { id: assetId } = await done<Made>(lead, 'runs.assets.create', bench);
    const wanted = { projectId, assetId, templateId };
    const { id: runId } = await done<Made>(lead, 'runs.runs.create', wanted);
    const [first, second] = await read<readonly Made[]>(lead, 'runs.runs.items', { runId });
    const itemId = first?.id ?? '';
    await done(lead, 'runs.runs.record', { itemId, revision: 0, status: 'ok' });
    await done(lead, 'runs.runs.update', { runId, verdict: 'passed' });
    await attachTo(db, folder, itemId);
    const way: readonly (readonly [RunState, string, object])[] = [
      ['in_progress', 'runs.runs.changeStatus', { runId, event: 'start' }],
      ['done', 'runs.runs.changeStatus', { runId, event: 'finish' }],
      ['locked', 'runs.runs.lock', { runId }],
    ];
    const steps = runStates.indexOf(state);
    for (const [, procedure, input] of way.slice(0, steps)) await done(lead, procedure, input);
    if (state === 'sealed') await markSealed(db, runId);
    return {
      ...{ runId, assetId, itemId, openItemId: second?.id ?? '' },
      versionId: cases[2]?.versionId ?? '',
    };
  }
  return { projectId, make };
}

/** As an upload leaves it. */
async function attachTo(db: Knex, folder: string, entityId: string): Promise<void> {
  const storageKey = newId().replaceAll('-', '');
  const path = join(folder, storageKey.slice(0, 2));
  await mkdir(path, { recursive: true });
  await writeFile(join(path, storageKey), 'seen');
  await db('identity.files').insert({
    ...{ id: newId(), use: 'run-attachment', entityType: 'result', entityId, name: 'a.txt' },
    ...{ mediaType: 'text/plain', size: 4, sha256: createHash('sha256').update('seen').digest() },
    storageKey,
  });
}

/** As sealing leaves it; that an archive is made is tested elsewhere. */
async function markSealed(db: Knex, runId: string): Promise<void> {
  const [signatureId, fileId] = [newId(), newId()];
  const hash = Buffer.alloc(32);
  await db('identity.files').insert({
    ...{ id: fileId, use: 'run-seal', entityType: 'run', entityId: runId, name: 'run.zip' },
    ...{ mediaType: 'application/zip', size: 1, sha256: hash },
    storageKey: fileId.replaceAll('-', ''),
  });
  await db('runs.run_signatures').insert({
    ...{ id: signatureId, runId, meaning: 'seal', signerId: 'lea', signerName: 'Lea' },
    ...{ provedBy: 'house', contentSha256: hash, testedJson: {} },
  });
  await db('runs.run_seals').insert({
    ...{ runId, fileId, signatureId, sealedAt: new Date() },
    ...{ language: 'en', publicKey: 'a key', fingerprint: 'a fingerprint' },
  });
}

/** What a locked run holds fast, and all that is written of a run beside it. */
export async function writtenOf(db: Knex, { runId }: CalledRun) {
  const run = await db('runs.runs').where({ id: runId }).first();
  const items = await db('runs.run_items').where({ runId }).orderBy('id');
  const itemIds = items.map(({ id }) => id);
  const of = (table: string) => db(table).where({ runId });
  const things = [runId, ...itemIds];
  return {
    status: run.status as RunStatus,
    held: {
      run: { ...run, status: null, lockedAt: null, lockedByUserId: null, updatedAt: null },
      items,
      results: await db('runs.run_results').whereIn('runItemId', itemIds).orderBy('id'),
      files: await db('identity.files').whereIn('entityId', itemIds).orderBy('id'),
    },
    beside: {
      run,
      signatures: await of('runs.run_signatures').orderBy('id'),
      seals: await of('runs.run_seals'),
      links: await of('runs.run_share_links').orderBy('id'),
      corrections: await db('runs.runs').where({ correctionOfRunId: runId }).pluck('id'),
      holds: await of('runs.asset_reservations').orderBy('id'),
      files: await db('identity.files').whereIn('entityId', things).orderBy('id'),
      entries: await db('identity.audit_log')
        .where({ runId })
        .orWhereIn('entityId', things)
        .orderBy('id')
        .pluck('id'),
    },
  };
}
