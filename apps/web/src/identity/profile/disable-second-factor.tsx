import { TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { PasswordField } from '../password-field.tsx';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** The app is no longer asked for: whoever has password and app, or a recovery code, may say so. */
export function DisableSecondFactor({ opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const close = () => {
    onClose();
    setPassword('');
    setCode('');
    void queryClient.invalidateQueries(trpc.identity.secondFactor.queryFilter());
  };
  return (
    <FormDialog
      title={t('secondFactor.disable')}
      submit={t('secondFactor.disable')}
      opened={opened}
      canSubmit={password !== '' && code.trim() !== ''}
      onClose={close}
      onSubmit={async () => {
        await client.identity.disableSecondFactor.mutate({ password, code });
        close();
      }}
    >
      <PasswordField
        label={t('profile.current')}
        autoComplete="current-password"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
      <TextInput
        label={t('signIn.code')}
        description={t('signIn.codeHint')}
        autoComplete="one-time-code"
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
    </FormDialog>
  );
}
