import { Button, Stack, Text } from '@mantine/core';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { useLanguage } from '../../kernel/i18n/language.ts';
import { Door } from './door.tsx';
import { EmailField } from './email-field.tsx';

interface Props {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onBack: () => void;
}

/** Asks for a link with which a new password is set; nobody learns whether there is an account. */
export function ResetRequest({ email, onEmail, onBack }: Props) {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const language = useLanguage();
  const [isSent, setSent] = useState(false);
  const { isBusy, failure, onSubmit } = useSubmission({
    canSubmit: email.trim() !== '',
    async send() {
      await client.identity.requestReset.mutate({ email, language });
      setSent(true);
    },
  });
  const back = (
    <Button variant="subtle" size="sm" onClick={onBack}>
      {t('reset.back')}
    </Button>
  );
  if (isSent) {
    return (
      <Door title={t('reset.title')}>
        <Stack gap="md">
          <Text role="status">{t('reset.sent')}</Text>
          <Text size="sm" c="dimmed">
            {t('reset.sentHint')}
          </Text>
          {back}
        </Stack>
      </Door>
    );
  }
  return (
    <Door title={t('reset.title')} text={t('reset.text')}>
      <form onSubmit={onSubmit}>
        <Stack gap="md">
          <EmailField email={email} onEmail={onEmail} />
          <FormFailure failure={failure} />
          <Button type="submit" fullWidth loading={isBusy}>
            {t('reset.submit')}
          </Button>
          {back}
        </Stack>
      </form>
    </Door>
  );
}
