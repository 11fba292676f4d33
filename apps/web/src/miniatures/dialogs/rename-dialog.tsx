import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { NameField } from './name-field.tsx';
import { useName } from './use-name.ts';

interface Props {
  readonly type: MiniatureType;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ type, opened, onClose }: Props) {
  const { t } = useTranslation('miniatures');
  const { id, name: before } = type;
  const name = useName(before, id);
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
    if (!(await name.check())) return;
    const renamed = await rename.ask({ id, name: name.trimmed }).catch(name.refuse);
    if (renamed !== undefined) onClose();
  };
  return (
    <FormDialog
      title={t('rename.title')}
      submit={name.isSecond ? t('rename.anyway') : t('rename.submit')}
      opened={opened}
      canSubmit={name.trimmed !== before}
      onClose={onClose}
      onSubmit={submit}
    >
      <NameField label={t('rename.name')} onOpen={onClose} {...name.field} />
    </FormDialog>
  );
}
