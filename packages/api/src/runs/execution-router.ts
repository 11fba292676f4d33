import { lineageOf, nameOf, testersOf } from '@atelier/db/runs/execution-reads.ts';
import { itemsById } from '@atelier/db/runs/item-reads.ts';
import { runsActions } from '@atelier/domain/runs/actions.ts';
import {
  assignItemsInput,
  itemsByIdInput,
  presentInput,
  recordManyInput,
  repinInput,
  rerunInput,
  spendInput,
} from '@atelier/domain/runs/execution-schemas.ts';
import type { Presence } from '@atelier/domain/runs/execution-types.ts';
import { effectiveLineage } from '@atelier/domain/runs/lineage.ts';
import { itemIdInput, projectIdInput, runIdInput } from '@atelier/domain/runs/schemas.ts';
import { command, operation, query } from '../kernel/command.ts';
import { router } from '../kernel/trpc/procedure.ts';
import { filesOfItem } from './attachments.ts';
import { assignItems, recordMany, repinItems, rerunFailed, spend } from './execution.ts';
import { entities, kinds } from './things.ts';

const { read, execute } = runsActions;
const aboutRun = { kind: kinds.run, by: 'runId' } as const;
const aboutItem = { kind: kinds.item, by: 'itemId' } as const;

/** What the page of a run does beside what every program may do. */
export const executionRouter = router({
  /** Items that somebody else changed. */
  items: query({
    needs: read,
    about: aboutRun,
    input: itemsByIdInput,
    run: (db, { runId, itemIds }) => itemsById(db, runId, itemIds),
  }),
  testers: query({
    needs: read,
    about: { kind: kinds.project, by: 'projectId' },
    input: projectIdInput,
    run: (db, { projectId }) => testersOf(db, projectId),
  }),
  files: query({
    needs: read,
    about: aboutItem,
    input: itemIdInput,
    run: (db, { itemId }) => filesOfItem(db, itemId),
  }),
  /** The runs that correct each other, and what they come to together. */
  lineage: query({
    needs: read,
    about: aboutRun,
    input: runIdInput,
    async run(db, { runId }) {
      const runs = await lineageOf(db, runId);
      return {
        ...effectiveLineage(runs),
        runs: runs.map(({ items, ...run }) => ({ ...run, items: items.length })),
      };
    },
  }),
  recordMany: command({
    needs: execute,
    about: aboutRun,
    input: recordManyInput,
    effect: {
      on: entities.result,
      changes: ({ items }) => items.map(({ itemId }) => itemId),
    },
    run: (trx, input, { actor }) => recordMany(trx, input, actor.id),
  }),
  assign: command({
    needs: execute,
    about: aboutRun,
    input: assignItemsInput,
    effect: { on: entities.item, changes: ({ itemIds }) => itemIds },
    run: assignItems,
  }),
  spend: command({
    needs: execute,
    about: aboutItem,
    input: spendInput,
    effect: { on: entities.item, changes: ({ itemId }) => itemId },
    run: spend,
  }),
  repin: command({
    needs: execute,
    about: aboutRun,
    input: repinInput,
    effect: { on: entities.runVersions, changes: ({ runId }) => runId, inLists: true },
    run: repinItems,
  }),
  rerun: command({
    needs: execute,
    about: aboutRun,
    input: rerunInput,
    effect: { on: entities.run, creates: ({ id }) => id },
    run: (trx, input, { actor }) => rerunFailed(trx, input, actor.id),
  }),
  /** Tells whoever has the run open where one is. Nothing of it is kept. */
  present: operation({
    needs: read,
    about: aboutRun,
    input: presentInput,
    async run(db, { runId, page, itemId, step }, { actor, notifier }) {
      const person = { id: actor.id, name: (await nameOf(db, actor.id)) ?? '' };
      const place: Presence = { page, person, itemId, step, at: Date.now() };
      notifier.publish(`runs.presence:${runId}`, { ...place, person: { ...person } });
      return null;
    },
  }),
});
