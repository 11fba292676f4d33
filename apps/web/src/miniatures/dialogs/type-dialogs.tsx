import { AddToBoxDialog } from './add-to-box-dialog.tsx';
import { RenameDialog } from './rename-dialog.tsx';
import type { TypeDialogState } from './use-type-dialogs.ts';

/** The dialogs about one type, wherever a type is shown. */
export function TypeDialogs({ dialogs }: { readonly dialogs: TypeDialogState }) {
  const { shown, close } = dialogs;
  if (shown === null) return null;
  const { dialog, type, isOpen } = shown;
  return (
    <>
      <AddToBoxDialog type={type} opened={isOpen && dialog === 'add'} onClose={close} />
      <RenameDialog type={type} opened={isOpen && dialog === 'rename'} onClose={close} />
    </>
  );
}
