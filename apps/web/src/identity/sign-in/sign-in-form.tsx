import { callError } from '@atelier/sdk/errors.ts';
import { Button, Stack, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { TRPCClientError } from '@trpc/client';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { goTo } from '../go-to.ts';
import { PasswordField } from '../password-field.tsx';
import { signInState } from '../sign-in-state.ts';
import classes from './door.module.css';
import { Door } from './door.tsx';
import { EmailField } from './email-field.tsx';

interface Props {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onForgotten: () => void;
  readonly onSignUp: () => void;
}

const codeIsAsked = new Set(['ERR_SECOND_FACTOR_NEEDED', 'ERR_SECOND_FACTOR_WRONG']);

export function SignInForm({ email, onEmail, onForgotten, onSignUp }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const { data: options } = useQuery(useTRPC().identity.signInOptions.queryOptions());
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [asksCode, setAsksCode] = useState(false);
  // Null as long as nobody asked for one.
  const [newPassword, setNewPassword] = useState<string | null>(null);
  const send = async () => {
    try {
      const second = asksCode ? { code } : {};
      const another = newPassword === null ? {} : { newPassword };
      await client.identity.signIn.mutate({ email, password, ...second, ...another });
      goTo(wanted());
    } catch (error) {
      const refused = callError(error).code;
      if (!asksCode && refused === 'ERR_SECOND_FACTOR_NEEDED') return setAsksCode(true);
      if (newPassword === null && refused === 'ERR_PASSWORD_CHANGE_NEEDED') {
        return setNewPassword('');
      }
      if (!codeIsAsked.has(refused)) setAsksCode(false);
      throw error;
    }
  };
  const { isBusy, failure, onSubmit } = useSubmission({
    canSubmit: email.trim() !== '' && password !== '' && newPassword !== '',
    send,
  });
  return (
    <Door title={t('signIn.title')} text={signInState.hasEnded() && t('signIn.ended')}>
      <form onSubmit={onSubmit}>
        <Stack gap="md">
          <EmailField email={email} onEmail={onEmail} />
          <PasswordField
            label={t('password')}
            name="password"
            autoComplete="current-password"
            required
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
          {newPassword !== null && (
            <PasswordField
              label={t('signIn.newPassword')}
              description={t('signIn.newPasswordHint')}
              autoComplete="new-password"
              autoFocus
              required
              value={newPassword}
              onChange={({ currentTarget }) => setNewPassword(currentTarget.value)}
            />
          )}
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
          <FormFailure failure={failure ?? providerFailure()} />
          <Button type="submit" fullWidth loading={isBusy}>
            {t('signIn.submit')}
          </Button>
          {options?.provider && (
            <Button component="a" variant="default" href={providerAddress(options.provider.path)}>
              {t('signIn.provider', { name: options.provider.name })}
            </Button>
          )}
          {options?.canMail && (
            <Button variant="subtle" size="sm" onClick={onForgotten}>
              {t('signIn.forgot')}
            </Button>
          )}
          {options?.registration === 'open' && (
            <Button variant="subtle" size="sm" onClick={onSignUp}>
              {t('signIn.signUp')}
            </Button>
          )}
          <Text size="sm" c="dimmed" ta="center" className={classes.text}>
            {options?.canMail === false && <>{t('signIn.askAdministrator')} </>}
            {options?.registration !== 'open' && t('signIn.noAccount')}
          </Text>
        </Stack>
      </form>
    </Door>
  );
}

/** Where somebody wanted to go who had to sign in first. */
function wanted(): string {
  const { pathname, search } = location;
  // Two slashes at the beginning would lead to another host.
  return pathname === '/sign-in' || pathname.startsWith('//') ? '/' : pathname + search;
}

function providerAddress(path: string): string {
  return `${path}?next=${encodeURIComponent(wanted())}`;
}

/** Why a provider sent somebody back without signing them in; null for nobody. */
function providerFailure(): TRPCClientError<never> | null {
  const code = new URLSearchParams(location.search).get('error');
  if (location.pathname !== '/sign-in' || code === null) return null;
  return TRPCClientError.from({ error: { code: -32600, message: code, data: { code } } });
}
