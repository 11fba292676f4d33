import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { NameField, useName } from './name-field.tsx';

interface Props {
  readonly type: MiniatureType;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ type, opened, onClose }: Props) {
  const { t } = useTranslation('miniatures');
  const name = useName(type.name);
  const { id, name: before } = type;
  const rename = useCommand('miniatures.rename', {
    says: (input) => ({ key: 'miniatures:rename.done', values: { name: input.name } }),
    undo: () => ({
      path: 'miniatures.rename',
      input: { id, name: before },
      touches: [{ id }],
      relists: true,
      says: { key: 'miniatures:rename.undone', values: { name: before } },
    }),
  });

  const submit = async () => {
    if (!name.check()) return;
    const renamed = await rename.ask({ id, name: name.trimmed }).catch(name.refuse);
    if (renamed !== undefined) onClose();
  };
  return (
    <FormDialog
      title={t('rename.title')}
      opened={opened}
      canSubmit={name.trimmed !== type.name}
      onClose={onClose}
      onSubmit={submit}
    >
      <NameField label={t('rename.name')} {...name.field} />
    </FormDialog>
  );
}
