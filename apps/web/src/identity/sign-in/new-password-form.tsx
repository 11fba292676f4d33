import { Button, Stack } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { PasswordField } from '../password-field.tsx';
import { DoneWithLink } from './done-with-link.tsx';

interface Props {
  readonly token: string;
  /** Whose password it is, so that the browser's keeper of passwords knows. */
  readonly email: string;
}

/** Sets a new password with a link. */
export function NewPasswordForm({ token, email }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const [password, setPassword] = useState('');
  const [isDone, setDone] = useState(false);
  const { isBusy, failure, onSubmit } = useSubmission({
    canSubmit: password !== '',
    async send() {
      await client.identity.reset.mutate({ token, password });
      setDone(true);
    },
  });
  if (isDone) return <DoneWithLink text={t('link.done')} />;
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <PasswordField
          label={t('profile.next')}
          description={t('link.passwordHint')}
          autoComplete="new-password"
          autoFocus
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <FormFailure failure={failure} />
        <Button type="submit" fullWidth loading={isBusy}>
          {t('link.submitPassword')}
        </Button>
      </Stack>
    </form>
  );
}
