import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import { NameField } from './name-field.tsx';
import { useName } from './use-name.ts';

interface Props {
  readonly type: MiniatureType;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ type, opened, onClose }: Props) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  const name = useName(type.name);

  const submit = async () => {
    if (!name.check()) return;
    try {
      await actions.rename(type, name.trimmed);
      onClose();
    } catch (error) {
      name.refuse(error);
    }
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
