import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { JsonDiff } from '../../../kernel/diff/json-diff.tsx';
import type { ContextChange } from './context-at-steps.ts';

/** What a step changed of the values that later steps use. */
export function ContextChangeView({ change }: { readonly change: ContextChange }) {
  const { t } = useTranslation('orchestra-run');
  return (
    <>
      <Text size="sm" c="dimmed" mt="sm" mb={4} aria-hidden>
        {t('contextChange')}
      </Text>
      <JsonDiff label={t('contextChange')} before={change.before} after={change.after} />
    </>
  );
}
