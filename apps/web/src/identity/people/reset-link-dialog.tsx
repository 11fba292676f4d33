import type { Person } from '@atelier/domain/identity/people.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { SecretDialog } from '../secret-dialog.tsx';

interface Props {
  readonly person: Person;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Gives an administrator a link with which somebody sets a new password. */
export function ResetLinkDialog({ person: { id, displayName: name }, opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const make = useCommand('identity.people.resetLink');
  const [made, setMade] = useState<{ readonly link: string | null } | null>(null);
  const close = () => {
    onClose();
    setMade(null);
    make.reset();
  };
  if (opened && made !== null) {
    return (
      <SecretDialog
        title={t('people.resetTitle', { name })}
        label={t('people.resetText', { name })}
        value={made.link}
        onClose={close}
      />
    );
  }
  return (
    <FormDialog
      title={t('people.resetTitle', { name })}
      submit={t('people.resetLink')}
      opened={opened}
      canSubmit
      onClose={close}
      onSubmit={async () => setMade(await make.ask({ userId: id }))}
    >
      {null}
    </FormDialog>
  );
}
