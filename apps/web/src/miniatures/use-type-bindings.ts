import { nextStage } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import type { ShortcutHandler } from '../kernel/shortcuts/use-shortcuts.ts';
import type { TypeDialogState } from './dialogs/type-dialogs.tsx';
import { useMayWrite } from './use-may-write.ts';
import { useTypeActions } from './writes/type-actions.tsx';

/**
 * What keys do with a type, the same in the list and on its own page: 1 to 4 move one from that stage to
 * the next; others add to its box, and rename it. They do nothing without a type, for an archived one,
 * and for whoever only looks.
 */
export function useTypeBindings(
  type: MiniatureType | undefined,
  dialogs: TypeDialogState,
): Readonly<Record<string, ShortcutHandler>> {
  const actions = useTypeActions();
  const mayWrite = useMayWrite();
  const withType =
    (act: (type: MiniatureType) => void): ShortcutHandler =>
    () => {
      if (type === undefined || type.archivedAt !== null || !mayWrite) return false;
      act(type);
      return true;
    };
  const moves = stages.slice(0, -1).map((from, index) => {
    const to = nextStage(miniaturesPipeline, from) ?? miniaturesPipeline.last;
    return [String(index + 1), withType((one) => void actions.moveOne(one, from, to))] as const;
  });
  const add = withType((one) => dialogs.open('add', one));
  return {
    ...Object.fromEntries(moves),
    '+': add,
    '=': add,
    b: add,
    e: withType((one) => dialogs.open('rename', one)),
  };
}
