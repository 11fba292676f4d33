import { TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly email: string;
  readonly onEmail: (email: string) => void;
  /** Whether it is where one begins to type. */
  readonly autoFocus?: boolean;
  readonly readOnly?: boolean;
  readonly error?: ReactNode;
}

/** Whose account it is, as a browser's own keeper of passwords knows it. */
export function EmailField({ email, onEmail, autoFocus = true, readOnly, error }: Props) {
  const { t } = useTranslation('identity');
  return (
    <TextInput
      label={t('email')}
      type="email"
      name="email"
      autoComplete="username"
      autoFocus={autoFocus}
      readOnly={readOnly}
      error={error}
      required
      withAsterisk={false}
      value={email}
      onChange={({ currentTarget }) => onEmail(currentTarget.value)}
    />
  );
}
