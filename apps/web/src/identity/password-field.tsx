// No other page than those of accounts has a password, and so not its styles.
import '@mantine/core/styles/PasswordInput.css';
import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useTranslation } from 'react-i18next';

/** A password, which can be shown; `form.getInputProps(name)` binds it. */
export function PasswordField(props: PasswordInputProps) {
  const { t } = useTranslation('identity');
  return (
    <PasswordInput
      visibilityToggleButtonProps={{ 'aria-label': t('signIn.show') }}
      withAsterisk={false}
      // The library says it in a colour alone.
      aria-invalid={props.error ? true : undefined}
      {...props}
    />
  );
}
