import { readRepairs } from '@atelier/lifecycle/records/repair-records.ts';
import {
  carryOutRepairs,
  planRepairs,
  repairToUndo,
  requireRepairRights,
  requireUndoRights,
  undoRepair,
} from '@atelier/lifecycle/repair/repair.ts';
import { repairLines } from '@atelier/lifecycle/repair/repair-lines.ts';
import { isFixable } from '@atelier/lifecycle/repair/rules/repair-plan.ts';
import { UsageError } from '../kernel/arguments.ts';
import { type Command, type CommandInput, exitCodes, type Outcome } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { lockRetry } from './adoption/lock-retry.ts';
import { grantingAfter, grantToAppRole } from './app-role-name.ts';
import { backUpFirst, noBackupOption } from './back-up-first.ts';

/** `atelier db repair`: known damage, planned first and carried out on demand. */
export const repair: Command = {
  usage: '[--only <repair>] [--undo <record>]',
  details: [
    'Knows the missing unique index of running timers, the uuid columns of resources that point',
    'nowhere, and indexes that a crash left invalid, before an adoption and after it. Without --yes',
    'nothing is changed. What is changed is recorded, and --undo takes it back.',
  ],
  options: {
    only: { value: '<repair>', repeatable: true, help: 'Just this repair. May be repeated.' },
    undo: { value: '<record>', help: 'Take a repair back.' },
    'exit-code': { help: 'End with 3 when there is something to repair.' },
    ...noBackupOption,
    'no-wait': { help: 'Refuse when another runner is at work, instead of waiting for it.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const record = input.text('undo');
    if (record !== undefined) return undo(session, input, record);
    const db = await session.database();
    const planned = await planRepairs(db);
    const only = input.texts('only');
    const unknown = only.find((id) => !planned.some((each) => each.id === id));
    if (unknown !== undefined) throw new UsageError(`There is no repair ${unknown} to be done.`);
    const repairs = planned.filter(({ id }) => only.length === 0 || only.includes(id));
    const lines = repairs.length === 0 ? ['Nothing to repair.'] : repairs.flatMap(repairLines);
    const fixable = repairs.filter(isFixable);
    if (session.dryRun || !input.flag('yes') || fixable.length === 0) {
      const done = (await readRepairs(db)).filter(({ undoneAt }) => undoneAt === null);
      return {
        facts: { repairs, done: [], records: done },
        lines: [
          ...lines,
          ...(fixable.length > 0 ? ['', 'Nothing was changed. To carry it out: --yes'] : []),
          ...done.map(
            ({ id, repair: name, doneAt }) => `Done as ${id}: ${name}, ${doneAt.toISOString()}`,
          ),
        ],
        exitCode: input.flag('exit-code') && repairs.length > 0 ? exitCodes.found : exitCodes.done,
      };
    }
    await requireRepairRights(db, fixable);
    await session.confirm(lines);
    await backUpFirst(session, 'before-repair', input);
    const done = await grantingAfter(session, () =>
      carryOutRepairs(db, fixable, {
        ...lockRetry(session, input),
        onRepair: ({ id }) => session.progress.begin(`Repairing ${id}`),
      }),
    );
    session.progress.finish();
    const blocked = repairs.length - fixable.length;
    return {
      facts: { repairs, done },
      lines: [
        ...done.map(
          ({ repair: id, record: number }) => `Repaired ${id}; to take it back: --undo ${number}`,
        ),
        ...(blocked > 0 ? [`${blocked} could not be repaired; see above.`] : []),
      ],
      exitCode: blocked > 0 ? exitCodes.failed : exitCodes.done,
    };
  },
};

async function undo(session: Session, input: CommandInput, record: string): Promise<Outcome> {
  const db = await session.database();
  const planned = await repairToUndo(db, record);
  const name = planned.repair;
  const lines = [`To be taken back: repair ${record} (${name})`];
  if (session.dryRun) return { facts: { record }, lines };
  await requireUndoRights(db, planned);
  await session.confirm(lines);
  await backUpFirst(session, 'before-repair-undo', input);
  await undoRepair(db, record, lockRetry(session, input));
  await grantToAppRole(session);
  return { facts: { record, repair: name }, lines: [`Taken back: ${name}`] };
}
