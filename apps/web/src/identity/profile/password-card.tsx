import { changePasswordInput } from '@atelier/domain/identity/account-schemas.ts';

import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../../kernel/api.ts';
import { Told } from '../../kernel/commands/told.tsx';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { showNotification } from '../../kernel/notifications/show-notification.tsx';
import { PasswordField } from '../password-field.tsx';

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
  return (
    <Card title={t('profile.passwordTitle')} text={t('profile.passwordText')}>
      <Form form={form} submit={t('profile.change')}>
        <PasswordField
          label={t('profile.current')}
          autoComplete="current-password"
          key={form.form.key('current')}
          {...form.form.getInputProps('current')}
        />
        <PasswordField
          label={t('profile.next')}
          description={t('link.passwordHint')}
          autoComplete="new-password"
          key={form.form.key('next')}
          {...form.form.getInputProps('next')}
        />
      </Form>
    </Card>
  );
}
