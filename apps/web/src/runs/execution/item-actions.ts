import type { ResultPatch, ResultStatus } from '@atelier/domain/runs/result.ts';
import type { Run } from '@atelier/domain/runs/types.ts';
import type { Recorder } from './recorder.ts';
import type { ShownItem } from './shown-items.ts';

/** What is recorded of the item that has the keys. */
export interface ItemActions {
  readonly record: (patch: ResultPatch) => void;
  /** Of a step, or with null of the item as a whole. */
  readonly setStatus: (step: number | null, status: ResultStatus) => void;
  /** Of what was recorded on top of another result than there is. */
  readonly keepMine: () => void;
  readonly giveUp: () => void;
}

interface Tools {
  readonly recorder: Recorder;
  readonly isReadOnly: boolean;
}

/** Results go through the recorder, which waits for a line. */
export function itemActions(
  run: Run,
  { item }: ShownItem,
  { recorder, isReadOnly }: Tools,
): ItemActions {
  const itemId = item.id;
  const revision = item.result?.revision ?? 0;
  const record = (patch: ResultPatch) => {
    if (!isReadOnly) recorder.record(run.id, [{ itemId, revision }], patch);
  };
  return {
    record,
    setStatus: (step, status) =>
      record(step === null ? { status } : { step: { index: step, status } }),
    keepMine: () => recorder.keepMine(itemId, revision),
    giveUp: () => recorder.giveUp(itemId),
  };
}
