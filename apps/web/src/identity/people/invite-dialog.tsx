import type { Invited } from '@atelier/domain/identity/people.ts';
import { type HouseRole, houseRoles } from '@atelier/domain/identity/roles.ts';
import { Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { SecretDialog } from '../secret-dialog.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** Invites somebody with a role; the link is shown this once, for whoever gets no mail. */
export function InviteDialog({ opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const invite = useCommand('identity.people.invite');
  const language = useLanguage();
  const [email, setEmail] = useState('');
  const [role, setRole] = useState<HouseRole>('engineer');
  const [invited, setInvited] = useState<Invited | null>(null);
  const close = () => {
    onClose();
    setEmail('');
    setInvited(null);
    invite.reset();
  };
  if (opened && invited !== null) {
    return (
      <SecretDialog
        title={t('people.invited', { email })}
        label={t(invited.mailed ? 'people.mailed' : 'people.notMailed', { email })}
        value={invited.link}
        hint={t('people.linkOnce')}
        onClose={close}
      />
    );
  }
  return (
    <FormDialog
      title={t('people.inviteTitle')}
      submit={t('people.send')}
      opened={opened}
      canSubmit={email.trim() !== ''}
      onClose={close}
      onSubmit={async () => setInvited(await invite.ask({ email, role, language }))}
    >
      <TextInput
        label={t('email')}
        type="email"
        value={email}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      <Choice
        isField
        label={t('people.role')}
        value={role}
        onChange={setRole}
        options={houseRoles.map((value) => ({ value, label: t(`roles.${value}`) }))}
      />
      <Text size="sm" c="dimmed" mt={-8}>
        {t(`people.roleHints.${role}`)}
      </Text>
    </FormDialog>
  );
}
