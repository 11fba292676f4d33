import { Text } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { Mark, type Tone } from '../mark.tsx';
import { Mono } from '../mono.tsx';
import type { Attempt, Status } from '../use-lifecycle.ts';
import { useMeasures } from '../use-measures.ts';
import { FailureText } from './failure-text.tsx';

/** The server tells of so many at the most. */
const most = 50;

/** Every attempt to apply a migration or to take it back, with its outcome. */
export function HistoryCard({ status }: { readonly status: Status }) {
  const { t } = useTranslation('database');
  const format = useFormat();
  const measures = useMeasures();
  const { attempts, runner } = status;
  const rows = attempts.map((attempt, index) => {
    const { id, name, profile, direction, startedAt, finishedAt, error } = attempt;
    const outcome = outcomeOf(attempt, index === 0 && runner !== null);
    return {
      key: id,
      cells: [
        <Mono key="name">{name}</Mono>,
        <Mark key="outcome" tone={tones[outcome]}>
          {t(`history.outcomes.${outcome}`)}
        </Mark>,
        t(`history.${profile === null ? 'directions' : 'adoptions'}.${direction}`),
        format.exactInstant(Date.parse(startedAt)),
        finishedAt === null
          ? ''
          : measures.duration(Date.parse(finishedAt) - Date.parse(startedAt)),
        attempt.runner,
      ],
      note: error !== null && <FailureText text={error} />,
    };
  });
  return (
    <Card title={t('history.title')} text={t('history.text')}>
      {rows.length === 0 ? (
        <Text>{t('history.none')}</Text>
      ) : (
        <DataTable
          of="words"
          caption={t('history.title')}
          heads={[
            t('migrations.name'),
            t('history.outcome'),
            t('history.direction'),
            t('history.started'),
            t('history.duration'),
            t('history.runner'),
          ]}
          rows={rows}
        />
      )}
      {rows.length >= most && (
        <Text size="sm" c="dimmed" mt="xs">
          {t('history.latest', { count: rows.length })}
        </Text>
      )}
    </Card>
  );
}

type Outcome = NonNullable<Attempt['outcome']> | 'running' | 'killed';

const tones: Record<Outcome, Tone> = {
  done: 'good',
  failed: 'bad',
  interrupted: 'bad',
  undone: 'plain',
  running: 'waiting',
  killed: 'bad',
};

/** One without an outcome runs now, or was killed. */
function outcomeOf({ outcome }: Attempt, runs: boolean): Outcome {
  return outcome ?? (runs ? 'running' : 'killed');
}
