import { useShortcuts } from '../kernel/shortcuts/use-shortcuts.ts';
import { useCreateType } from './collection/use-create-type.ts';
import { useTypeActions } from './writes/type-actions.tsx';

/** A new type, and the way back from what was done last, wherever one is. */
export function useMiniaturesKeys(): void {
  const { undo } = useTypeActions();
  const createType = useCreateType();
  const takeBack = () => void undo();
  useShortcuts({ n: () => void createType(), u: takeBack, 'mod+z': takeBack });
}
