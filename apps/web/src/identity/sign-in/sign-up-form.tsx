import { signUpInput } from '@atelier/domain/identity/account-schemas.ts';
import { callError } from '@atelier/sdk/errors.ts';
import { Button, Stack, TextInput } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { FormFailure } from '../../kernel/forms/form-failure.tsx';
import { type Issue, IssueWords } from '../../kernel/forms/issue-words.tsx';
import { Refusal } from '../../kernel/forms/refusal.tsx';
import { useSubmission } from '../../kernel/forms/use-submission.ts';
import { goTo } from '../go-to.ts';
import { PasswordField } from '../password-field.tsx';
import { Door } from './door.tsx';
import { EmailField } from './email-field.tsx';

interface Props {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  readonly onBack: () => void;
}

type Field = keyof typeof signUpInput.shape;
type Values = Readonly<Record<Field, string>>;
type Faults = Partial<Record<Field, ReactNode>>;

/**
 * Makes an account, where whoever comes may; they are in then. There is no router out here, and so no
 * `useSchemaForm`: what is wrong is told at its field all the same.
 */
export function SignUpForm({ email, onEmail, onBack }: Props) {
  const { t } = useTranslation('identity');
  // The words are there by the time that something can be wrong.
  useTranslation('forms');
  const client = useTRPCClient();
  const form = useRef<HTMLFormElement>(null);
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [faults, setFaults] = useState<Faults>({});
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    form.current?.querySelector<HTMLElement>('[aria-invalid="true"]')?.focus();
  }, [faults]);
  const { isBusy, failure, onSubmit } = useSubmission({
    canSubmit: true,
    async send() {
      const values = { displayName, email, password };
      const read = signUpInput.safeParse(values);
      setFaults(read.success ? {} : faultsOf(read.error.issues, values, t('signUp.nameNeeded')));
      if (!read.success) return;
      try {
        await client.identity.signUp.mutate(read.data);
        goTo('/');
      } catch (error) {
        const { field } = callError(error).details;
        if (!isField(field)) throw error;
        setFaults({ [field]: <Refusal error={error} /> });
      }
    },
  });
  return (
    <Door title={t('signUp.title')} text={t('signUp.text')}>
      <form ref={form} noValidate onSubmit={onSubmit}>
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
            error={faults.displayName}
          />
          <EmailField email={email} onEmail={onEmail} autoFocus={false} error={faults.email} />
          <PasswordField
            label={t('password')}
            description={t('signUp.rules')}
            autoComplete="new-password"
            required
            value={password}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
            error={faults.password}
          />
          <FormFailure failure={failure} />
          <Button type="submit" fullWidth loading={isBusy}>
            {t('signUp.submit')}
          </Button>
          <Button variant="subtle" size="sm" onClick={onBack}>
            {t('signUp.back')}
          </Button>
        </Stack>
      </form>
    </Door>
  );
}

/** Of several things wrong with a field the first is said. */
function faultsOf(issues: readonly Issue[], values: Values, nameNeeded: string): Faults {
  const faults: Faults = {};
  for (const issue of issues.toReversed()) {
    const [field] = issue.path;
    if (!isField(field)) continue;
    faults[field] =
      field === 'displayName' ? nameNeeded : <IssueWords issue={issue} value={values[field]} />;
  }
  return faults;
}

function isField(field: unknown): field is Field {
  return typeof field === 'string' && Object.hasOwn(signUpInput.shape, field);
}
