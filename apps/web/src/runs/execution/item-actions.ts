import type { ResultPatch, ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import type { Recorder } from './recorder.ts';
import type { ShownItem } from './shown-items.ts';
import type { RunCommands } from './use-run-commands.ts';

/** What can be done with the item that has the keys. */
export interface ItemActions {
  readonly record: (patch: ResultPatch) => void;
  /** Of a step, or with null of the item as a whole. */
  readonly setStatus: (step: number | null, status: ResultStatus) => void;
  readonly clear: () => void;
  /** Takes the newest version of its case; undefined where that may not be. */
  readonly repin: (() => void) | undefined;
  /** Of what was recorded on top of another result than there is. */
  readonly keepMine: () => void;
  readonly giveUp: () => void;
}

interface Tools {
  readonly recorder: Recorder;
  readonly commands: RunCommands;
  readonly isReadOnly: boolean;
  readonly mayExecute: boolean;
}

/** Results go through the recorder, which waits for a line; the rest is commands. */
export function itemActions(run: Run, { item }: ShownItem, tools: Tools): ItemActions {
  const { recorder, commands, isReadOnly, mayExecute } = tools;
  const itemId = item.id;
  const revision = item.result?.revision ?? 0;
  const record = (patch: ResultPatch) => {
    if (!isReadOnly) recorder.record(run.id, [{ itemId, revision }], patch);
  };
  return {
    record,
    setStatus: (step, status) =>
      record(step === null ? { status } : { step: { index: step, status } }),
    clear: () => void commands.clear.run({ itemId, revision }),
    repin:
      run.status === 'draft' && mayExecute
        ? () => void commands.repin.run({ runId: run.id, itemIds: [itemId] })
        : undefined,
    keepMine: () => recorder.keepMine(itemId, revision),
    giveUp: () => recorder.giveUp(itemId),
  };
}
