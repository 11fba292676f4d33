import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { Suspense, useCallback, useState } from 'react';
import { lazyPart } from '../../kernel/lazy-part.ts';

const AddToBoxDialog = lazyPart(
  async () => (await import('./add-to-box-dialog.tsx')).AddToBoxDialog,
);
const RenameDialog = lazyPart(async () => (await import('./rename-dialog.tsx')).RenameDialog);

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

/** The dialogs about one type, wherever a type is shown. */
export function TypeDialogs({ dialogs }: { readonly dialogs: TypeDialogState }) {
  const { shown, close } = dialogs;
  if (shown === null) return null;
  const { dialog, type, isOpen, opening } = shown;
  return (
    <Suspense key={opening} fallback={null}>
      <AddToBoxDialog type={type} opened={isOpen && dialog === 'add'} onClose={close} />
      <RenameDialog type={type} opened={isOpen && dialog === 'rename'} onClose={close} />
    </Suspense>
  );
}
