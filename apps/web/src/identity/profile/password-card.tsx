import { changePasswordInput } from '@atelier/domain/identity/account-schemas.ts';
import { PasswordInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { Told } from '../../kernel/commands/told.tsx';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { showNotification } from '../../kernel/notifications/show-notification.tsx';

export function PasswordCard() {
  const { t } = useTranslation('identity');
  const client = useTRPCClient();
  const form = useSchemaForm({
    schema: changePasswordInput,
    initial: { current: '', next: '' },
    send: (input) => client.identity.changePassword.mutate(input),
    onSent() {
      form.form.setValues({ current: '', next: '' });
      form.form.setInitialValues({ current: '', next: '' });
      showNotification(<Told message={{ key: 'identity:profile.changed' }} />);
    },
  });
  const show = { 'aria-label': t('signIn.show') };
  return (
    <Card title={t('profile.passwordTitle')} text={t('profile.passwordText')}>
      <Form form={form} submit={t('profile.change')}>
        <PasswordInput
          label={t('profile.current')}
          autoComplete="current-password"
          visibilityToggleButtonProps={show}
          key={form.form.key('current')}
          {...form.form.getInputProps('current')}
        />
        <PasswordInput
          label={t('profile.next')}
          description={t('link.passwordHint')}
          autoComplete="new-password"
          visibilityToggleButtonProps={show}
          key={form.form.key('next')}
          {...form.form.getInputProps('next')}
        />
      </Form>
    </Card>
  );
}
