import type { RunItem } from '@atelier/domain/runs/types.ts';
import { useCommand } from '../../kernel/commands/use-command.ts';

/** What is done with a run as a whole; what is recorded of its items goes through the recorder. */
export function useRunCommands() {
  const says = (key: string) => () => ({ key: `execution:${key}` });
  return {
    update: useCommand('runs.runs.update'),
    changeStatus: useCommand('runs.runs.changeStatus'),
    lock: useCommand('runs.runs.lock', { says: says('told.locked') }),
    unlock: useCommand('runs.runs.unlock', { says: says('told.unlocked') }),
    clear: useCommand('runs.runs.clear'),
    assign: useCommand('runs.execution.assign', {
      says: ({ itemIds }) => ({
        key: 'execution:told.assigned',
        values: { count: itemIds.length },
      }),
    }),
    repin: useCommand('runs.execution.repin', { says: says('told.repinned') }),
    rerun: useCommand('runs.execution.rerun', { says: says('told.rerun') }),
  };
}

export type RunCommands = ReturnType<typeof useRunCommands>;

/** Whether an item is pinned to an older version than there is. */
export function isOutdated({ versionNumber, newestNumber }: RunItem): boolean {
  return newestNumber > versionNumber;
}
