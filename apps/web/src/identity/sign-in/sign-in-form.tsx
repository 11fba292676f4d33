import { callError } from '@atelier/sdk/errors.ts';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { goTo } from '../go-to.ts';
import { PasswordField } from '../password-field.tsx';
import { Door } from './door.tsx';

interface Props {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onForgotten: () => void;
}

const codeIsAsked = new Set(['ERR_SECOND_FACTOR_NEEDED', 'ERR_SECOND_FACTOR_WRONG']);

export function SignInForm({ email, onEmail, onForgotten }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  const send = async () => {
    try {
      const second = asksCode ? { code } : {};
      await client.identity.signIn.mutate({ email, password, ...second });
      goTo(location.pathname + location.search);
    } catch (error) {
      const refused = callError(error).code;
      if (!asksCode && refused === 'ERR_SECOND_FACTOR_NEEDED') return setAsksCode(true);
      if (!codeIsAsked.has(refused)) setAsksCode(false);
      throw error;
    }
  };
  const { isBusy, failure, onSubmit } = useSubmission({
    canSubmit: email.trim() !== '' && password !== '',
    send,
  });
  return (
    <Door title={t('signIn.title')}>
      <form onSubmit={onSubmit}>
        <Stack gap="md">
          <TextInput
            label={t('email')}
            type="email"
            name="email"
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
            value={email}
            onChange={({ currentTarget }) => onEmail(currentTarget.value)}
          />
          <PasswordField
            label={t('password')}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          {asksCode && (
            <TextInput
              label={t('signIn.code')}
              description={t('signIn.codeHint')}
              autoComplete="one-time-code"
              inputMode="numeric"
              autoFocus
              value={code}
              onChange={({ currentTarget }) => setCode(currentTarget.value)}
            />
          )}
          <FormFailure failure={failure} />
          <Button type="submit" fullWidth loading={isBusy}>
            {t('signIn.submit')}
          </Button>
          <Button variant="subtle" size="sm" onClick={onForgotten}>
            {t('signIn.forgot')}
          </Button>
          <Text size="sm" c="dimmed" ta="center">
            {t('signIn.noAccount')}
          </Text>
        </Stack>
      </form>
    </Door>
  );
}
