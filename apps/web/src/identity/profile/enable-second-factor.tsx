import type { SecondFactorEnabled } from '@atelier/domain/identity/account.ts';
import { Button, Code, Group, Stack, Text, TextInput } from '@mantine/core';
import '@mantine/core/styles/Code.css';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { Dialog } from '../../kernel/overlay/dialog.tsx';
import { PasswordField } from '../password-field.tsx';
import { SecretOnce } from '../secret-once.tsx';
import { QrCode } from './qr-code.tsx';
import classes from './second-factor.module.css';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** In three steps: the password, a code of the app to which the secret was given, the recovery codes. */
export function EnableSecondFactor({ opened, onClose }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [password, setPassword] = useState('');
  const [app, setApp] = useState<{ readonly secret: string; readonly uri: string } | null>(null);
  const [code, setCode] = useState('');
  /** Its codes are null where the answer that had them was lost. */
  const [enabled, setEnabled] = useState<SecondFactorEnabled | null>(null);
  const close = () => {
    onClose();
    setPassword('');
    setCode('');
    setApp(null);
    setEnabled(null);
    void queryClient.invalidateQueries(trpc.identity.secondFactor.queryFilter());
  };
  const title = t('secondFactor.title');
  if (enabled !== null) {
    const { recoveryCodes } = enabled;
    return (
      <Dialog opened={opened} onClose={close} title={t('secondFactor.recovery')}>
        <Stack gap="md">
          {recoveryCodes === null ? (
            <Text role="alert">{t('secondFactor.recoveryLost')}</Text>
          ) : (
            <>
              <Text>{t('secondFactor.recoveryText')}</Text>
              <Code block className={classes.codes}>
                {recoveryCodes.join('\n')}
              </Code>
            </>
          )}
          <Group justify="flex-end">
            <Button onClick={close}>
              {recoveryCodes === null ? t('profile.done') : t('secondFactor.kept')}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    );
  }
  if (app !== null) {
    return (
      <FormDialog
        title={title}
        submit={t('secondFactor.confirm')}
        opened={opened}
        canSubmit={code.trim() !== ''}
        onClose={close}
        onSubmit={async () => setEnabled(await client.identity.enableSecondFactor.mutate({ code }))}
      >
        <Text size="sm">{t('secondFactor.scan')}</Text>
        <QrCode text={app.uri} label={t('secondFactor.qr')} />
        <SecretOnce label={t('secondFactor.secret')} value={app.secret} isFocused={false} />
        <TextInput
          label={t('signIn.code')}
          autoComplete="one-time-code"
          inputMode="numeric"
          autoFocus
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
      </FormDialog>
    );
  }
  return (
    <FormDialog
      title={title}
      submit={t('secondFactor.go')}
      opened={opened}
      canSubmit={password !== ''}
      onClose={close}
      onSubmit={async () => setApp(await client.identity.beginSecondFactor.mutate({ password }))}
    >
      <PasswordField
        label={t('profile.current')}
        autoComplete="current-password"
        value={password}
        onChange={({ currentTarget }) => setPassword(currentTarget.value)}
      />
    </FormDialog>
  );
}
