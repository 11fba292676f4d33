import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useShortcuts } from '../../kernel/shortcuts/use-shortcuts.ts';
import type { TypeDialogState } from '../dialogs/use-type-dialogs.ts';
import { useMoveKeys } from '../writes/use-move-keys.ts';

/** The same keys as in the list, for the type that is open. */
export function useTypeKeys(type: MiniatureType | undefined, dialogs: TypeDialogState): void {
  const withType = (act: (type: MiniatureType) => void) => () => {
    if (type === undefined || type.archivedAt !== null) return false;
    act(type);
    return true;
  };
  const moves = useMoveKeys(withType);
  const add = withType((one) => dialogs.open('add', one));
  useShortcuts({
    ...moves,
    '+': add,
    '=': add,
    b: add,
    e: withType((one) => dialogs.open('rename', one)),
  });
}
