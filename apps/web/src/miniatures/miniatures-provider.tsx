import type { ReactNode } from 'react';
import { useShortcuts } from '../kernel/shortcuts/use-shortcuts.ts';
import { TypeActionsProvider, useTypeActions } from './writes/type-actions.tsx';

/** What outlives a single page of the area: our own last steps, and the key that takes them back. */
export function MiniaturesProvider({ children }: { readonly children: ReactNode }) {
  return (
    <TypeActionsProvider>
      <UndoKey />
      {children}
    </TypeActionsProvider>
  );
}

function UndoKey() {
  const { undo } = useTypeActions();
  const takeBack = () => {
    void undo();
    return true;
  };
  useShortcuts({ u: takeBack, 'mod+z': takeBack });
  return null;
}
