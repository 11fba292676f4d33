import type { Environment } from '@atelier/domain/orchestra/types.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';

interface Props {
  readonly environment: Environment;
  readonly onClose: () => void;
}

/** An archived environment: it can be brought back, and nothing else. */
export function RestoreDialog({ environment, onClose }: Props) {
  const { t } = useTranslation('environments');
  const { id: environmentId, name } = environment;
  const restore = useCommand('orchestra.environments.restore', {
    says: () => ({ key: 'environments:restored', values: { name } }),
  });
  return (
    <FormDialog
      title={name}
      submit={t('restore')}
      opened
      canSubmit
      onClose={onClose}
      onSubmit={async () => {
        await restore.ask({ environmentId });
        onClose();
      }}
    >
      <Text>{t('isArchived')}</Text>
    </FormDialog>
  );
}
