import { updateProfileInput } from '@atelier/domain/identity/account-schemas.ts';
import type { Me } from '@atelier/domain/identity/me.ts';
import { Text, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { Card } from '../../kernel/frame/card.tsx';
import { useRoleWords } from '../role-words.ts';

/** Who one is here, and what one may. */
export function NameCard({ me: { user, grants, mode } }: { readonly me: Me }) {
  const { t } = useTranslation('identity');
  const words = useRoleWords(grants);
  const update = useCommand('identity.updateProfile', {
    says: () => ({ key: 'identity:profile.saved' }),
  });
  const form = useSchemaForm({
    id: 'identity.profile',
    schema: updateProfileInput,
    initial: { displayName: user?.displayName ?? '' },
    send: update.ask,
  });
  return (
    <Card title={t('profile.you')} text={user?.email ?? t('profile.guest')}>
      <Form form={form}>
        <TextInput
          label={t('profile.name')}
          autoComplete="name"
          maxLength={120}
          key={form.form.key('displayName')}
          {...form.form.getInputProps('displayName')}
        />
      </Form>
      {mode === 'team' && (
        <Text size="sm" c="dimmed" mt="md">
          {grants.length === 0
            ? t('profile.noRoles')
            : `${t('profile.roles')}: ${grants.map(words).join('; ')}`}
        </Text>
      )}
    </Card>
  );
}
