import { Suspense } from 'react';
import { lazyPart } from '../../kernel/lazy-part.ts';
import type { TypeDialogState } from './use-type-dialogs.ts';

const AddToBoxDialog = lazyPart(
  async () => (await import('./add-to-box-dialog.tsx')).AddToBoxDialog,
);
const RenameDialog = lazyPart(async () => (await import('./rename-dialog.tsx')).RenameDialog);

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
