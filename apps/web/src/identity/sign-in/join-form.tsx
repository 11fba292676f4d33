import { Button, Stack, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { goTo } from '../go-to.ts';
import { PasswordField } from '../password-field.tsx';
import { DoneWithLink } from './done-with-link.tsx';
import { EmailField } from './email-field.tsx';

interface Props {
  readonly token: string;
  /** Null where whoever has the link says it themselves. */
  readonly email: string | null;
}

/** An account is made with a link, and whoever made it is in. */
export function JoinForm({ token, email: invited }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const [displayName, setDisplayName] = useState('');
  const [email, setEmail] = useState(invited ?? '');
  const [password, setPassword] = useState('');
  const [isLost, setLost] = useState(false);
  const { isBusy, failure, onSubmit } = useSubmission({
    canSubmit: displayName.trim() !== '' && email.trim() !== '' && password !== '',
    async send() {
      const own = invited === null ? { email } : {};
      const { user } = await client.identity.acceptLink.mutate({
        token,
        displayName,
        password,
        ...own,
      });
      // The answer that signed in was lost; the repetition tells that the account is there.
      if (user === null) setLost(true);
      else goTo('/');
    },
  });
  if (isLost) return <DoneWithLink text={t('link.joined')} />;
  return (
    <form onSubmit={onSubmit}>
      <Stack gap="md">
        <TextInput
          label={t('link.name')}
          autoComplete="name"
          autoFocus
          required
          withAsterisk={false}
          maxLength={120}
          value={displayName}
          onChange={({ currentTarget }) => setDisplayName(currentTarget.value)}
        />
        <EmailField
          email={email}
          onEmail={setEmail}
          autoFocus={false}
          readOnly={invited !== null}
        />
        <PasswordField
          label={t('password')}
          description={t('link.passwordHint')}
          autoComplete="new-password"
          required
          value={password}
          onChange={({ currentTarget }) => setPassword(currentTarget.value)}
        />
        <FormFailure failure={failure} />
        <Button type="submit" fullWidth loading={isBusy}>
          {t('link.submit')}
        </Button>
      </Stack>
    </form>
  );
}
