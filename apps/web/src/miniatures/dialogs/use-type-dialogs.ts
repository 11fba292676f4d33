import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useCallback, useState } from 'react';

export type TypeDialog = 'add' | 'rename';

interface Shown {
  readonly dialog: TypeDialog;
  readonly type: MiniatureType;
  readonly isOpen: boolean;
  /** Which time a dialog is opened: each begins anew. */
  readonly opening: number;
}

/** Which dialog about which type is open. It keeps its type while it fades out. */
export function useTypeDialogs() {
  const [shown, setShown] = useState<Shown | null>(null);
  const open = useCallback((dialog: TypeDialog, type: MiniatureType) => {
    setShown((before) => ({
      dialog,
      type,
      isOpen: true,
      opening: (before?.opening ?? 0) + 1,
    }));
  }, []);
  const close = useCallback(() => {
    setShown((now) => now && { ...now, isOpen: false });
  }, []);
  return { shown, open, close };
}

export type TypeDialogState = ReturnType<typeof useTypeDialogs>;
