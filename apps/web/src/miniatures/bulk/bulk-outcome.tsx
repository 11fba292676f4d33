import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { type BulkPlan, maxBulkTypes } from './plan-bulk-move.ts';

const shownNames = 3;

interface Props {
  readonly plan: BulkPlan;
  readonly isTooLong: boolean;
}

/** What a move of many would do, or what stands in its way; said aloud as it changes. */
export function BulkOutcome({ plan, isTooLong }: Props) {
  const { t } = useTranslation('miniatures');
  const { short, total } = plan;
  const rest = short.length - shownNames;
  return (
    <div role="status">
      {isTooLong && (
        <Text c="var(--mantine-color-error)">{t('bulk.limit', { limit: maxBulkTypes })}</Text>
      )}
      {short.length > 0 && (
        <Text c="var(--mantine-color-error)" size="sm">
          {t('bulk.short', { count: short.length })}{' '}
          {short
            .slice(0, shownNames)
            .map(({ name }) => name)
            .join(', ')}
          {rest > 0 && ` ${t('bulk.andMore', { count: rest })}`}
        </Text>
      )}
      {short.length === 0 && !isTooLong && <Text>{t('bulk.summary', { count: total })}</Text>}
    </div>
  );
}
