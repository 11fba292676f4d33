import type { Polled } from '@atelier/domain/orchestra/polled.ts';
import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { useDuration } from '../words/duration-words.ts';

interface Props {
  /** How often it asked in vain. */
  readonly polls: number;
  readonly polled: readonly Polled[];
}

/** How often a step asked before it found what it waits for, and what it found each time. */
export function Polls({ polls, polled }: Props) {
  const { t } = useTranslation('orchestra-run');
  const format = useFormat();
  const duration = useDuration();
  return (
    <>
      <Text size="sm" mt="sm" mb={4}>
        {t('polls', { count: polls })}
      </Text>
      {polled.length > 0 && (
        <DataTable
          caption={t('pollsCaption')}
          of="words"
          heads={[t('pollNumber'), t('pollAfter'), t('pollTook'), t('assertion'), t('actual')]}
          rows={polled.map(({ number, afterMs, tookMs, assertion, found }) => ({
            key: String(number),
            cells: [
              format.number(number),
              duration(afterMs),
              duration(tookMs),
              assertion,
              found === '' ? t('nothing') : found,
            ],
          }))}
        />
      )}
    </>
  );
}
