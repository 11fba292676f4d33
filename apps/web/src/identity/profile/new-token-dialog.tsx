import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Choice } from '../../kernel/forms/choice.tsx';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { SecretDialog } from '../secret-dialog.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

const dayMs = 24 * 60 * 60_000;
const expiries = ['30', '365', 'never'] as const;

/** Makes a token, and shows it this once. */
export function NewTokenDialog({ opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const create = useCommand('identity.tokens.create');
  const [name, setName] = useState('');
  const [access, setAccess] = useState<'read' | 'write'>('read');
  const [days, setDays] = useState<(typeof expiries)[number]>('365');
  const [made, setMade] = useState<{ readonly token: string | null } | null>(null);
  const close = () => {
    onClose();
    setName('');
    setMade(null);
    create.reset();
  };
  const submit = async () => {
    const expiresAt = days === 'never' ? null : Date.now() + Number(days) * dayMs;
    setMade(await create.ask({ name, access, expiresAt }));
  };
  if (opened && made !== null) {
    return (
      <SecretDialog
        title={t('profile.newToken')}
        label={t('profile.created')}
        value={made.token}
        onClose={close}
      />
    );
  }
  return (
    <FormDialog
      title={t('profile.newToken')}
      submit={t('profile.create')}
      opened={opened}
      canSubmit={name.trim() !== ''}
      onClose={close}
      onSubmit={submit}
    >
      <TextInput
        label={t('profile.tokenName')}
        description={t('profile.tokenNameHint')}
        maxLength={120}
        value={name}
        onChange={({ currentTarget }) => setName(currentTarget.value)}
      />
      <Choice
        isField
        label={t('profile.access')}
        value={access}
        onChange={setAccess}
        options={(['read', 'write'] as const).map((value) => ({
          value,
          label: t(`profile.accesses.${value}`),
        }))}
      />
      <Choice
        isField
        label={t('profile.expires')}
        value={days}
        onChange={setDays}
        options={expiries.map((value) => ({
          value,
          label:
            value === 'never'
              ? t('profile.expiries.never')
              : t('profile.expiries.days', { count: Number(value) }),
        }))}
      />
    </FormDialog>
  );
}
