import type { Person } from '@atelier/domain/identity/people.ts';
import { Button, Group, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import { SecretOnce } from '../secret-once.tsx';

interface Props {
  readonly person: Person;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Gives an administrator a link with which somebody sets a new password. */
export function ResetLinkDialog({ person: { id, displayName: name }, opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const make = useCommand('identity.people.resetLink');
  const [link, setLink] = useState<string | null>(null);
  const close = () => {
    onClose();
    setLink(null);
    make.reset();
  };
  if (opened && link !== null) {
    return (
      <Dialog opened onClose={close} title={t('people.resetTitle', { name })}>
        <Stack gap="md">
          <SecretOnce label={t('people.resetText', { name })} value={link} />
          <Group justify="flex-end">
            <Button onClick={close}>{t('profile.done')}</Button>
          </Group>
        </Stack>
      </Dialog>
    );
  }
  return (
    <FormDialog
      title={t('people.resetTitle', { name })}
      submit={t('people.resetLink')}
      opened={opened}
      canSubmit
      onClose={close}
      onSubmit={async () => setLink((await make.ask({ userId: id })).link)}
    >
      {null}
    </FormDialog>
  );
}
