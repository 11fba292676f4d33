import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorWords } from '../../kernel/errors/error-words.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import { NameField } from './name-field.tsx';
import { nameProblem } from './type-name.ts';

interface Props {
  readonly type: MiniatureType;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ type, opened, onClose }: Props) {
  const { t, i18n } = useTranslation('miniatures');
  const actions = useTypeActions();
  const [name, setName] = useState(type.name);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [tried, setTried] = useState(false);

  const submit = async () => {
    setTried(true);
    if (nameProblem(name) !== null) return;
    try {
      await actions.rename(type, name.trim());
      onClose();
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <FormDialog
      title={t('rename.title')}
      opened={opened}
      canSubmit={name.trim() !== type.name}
      onClose={onClose}
      onSubmit={submit}
    >
      <NameField
        label={t('rename.name')}
        value={name}
        strict={tried}
        refusal={refusal === null ? null : errorWords(i18n, refusal).text}
        onChange={(next) => {
          setName(next);
          setRefusal(null);
        }}
      />
    </FormDialog>
  );
}
