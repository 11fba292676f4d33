import { nextStage } from '@atelier/domain/kernel/pipeline.ts';
import { miniaturesPipeline, stages } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';
import type { TypeDialogState } from '../dialogs/use-type-dialogs.ts';
import { useTypeActions } from '../writes/type-actions.tsx';

/** The same keys as in the list, for the type that is open. */
export function useTypeKeys(type: MiniatureType | undefined, dialogs: TypeDialogState): void {
  const actions = useTypeActions();
  const withType = (act: (type: MiniatureType) => void) => () => {
    if (type === undefined || type.archivedAt !== null) return false;
    act(type);
    return true;
  };
  const moves = stages.slice(0, -1).map((from, index) => {
    const to = nextStage(miniaturesPipeline, from) ?? miniaturesPipeline.last;
    const act = withType((one) => void actions.move(one, { from, to, quantity: 1 }));
    return [String(index + 1), act] as const;
  });
  const add = withType((one) => dialogs.open('add', one));
  useShortcuts({
    ...Object.fromEntries(moves),
    '+': add,
    '=': add,
    b: add,
    e: withType((one) => dialogs.open('rename', one)),
  });
}
