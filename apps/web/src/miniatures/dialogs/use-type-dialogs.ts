import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useCallback, useState } from 'react';

export type TypeDialog = 'add' | 'rename';

interface Shown {
  readonly dialog: TypeDialog;
  readonly type: MiniatureType;
  readonly isOpen: boolean;
}

/** Which dialog about which type is open. It keeps its type while it fades out. */
export function useTypeDialogs() {
  const [shown, setShown] = useState<Shown | null>(null);
  const open = useCallback((dialog: TypeDialog, type: MiniatureType) => {
    setShown({ dialog, type, isOpen: true });
  }, []);
  const close = useCallback(() => {
    setShown((now) => now && { ...now, isOpen: false });
  }, []);
  return { shown, open, close };
}

export type TypeDialogState = ReturnType<typeof useTypeDialogs>;
