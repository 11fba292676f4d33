import { TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';

interface Props {
  readonly email: string;
  readonly onEmail: (email: string) => void;
}

/** Whose account it is, as a browser's own keeper of passwords knows it. */
export function EmailField({ email, onEmail }: Props) {
  const { t } = useTranslation('identity');
  return (
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
  );
}
