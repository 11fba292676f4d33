import {
  type ComparedKind,
  type ComparedOutcome,
  comparedKinds,
  type RunComparison,
} from '@atelier/domain/orchestra/compare-runs.ts';
import type { ListedSuiteRun } from '@atelier/domain/orchestra/types.ts';
import { NativeSelect, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import { DataTable } from '../../kernel/tables/data-table.tsx';
import { StatusMark } from '../status/status-mark.tsx';
import { useDuration } from '../words/duration-words.ts';
import classes from './compare.module.css';

interface Props {
  readonly compared: RunComparison & {
    readonly before: Pick<ListedSuiteRun, 'id' | 'number'>;
    readonly after: Pick<ListedSuiteRun, 'id' | 'number'>;
  };
  /** A kind of difference; all if it is none. */
  readonly shown: string | undefined;
  readonly onShow: (kind: string | undefined) => void;
}

/** What differs between two runs, test by test. */
export function ComparedTests({ compared, shown, onShow }: Props) {
  const { t } = useTranslation('orchestra-trends');
  const format = useFormat();
  const { before, after, counts, tests, isCut } = compared;
  const kinds = comparedKinds.filter((kind) => kind !== 'same');
  const chosen = kinds.find((kind) => kind === shown);
  const rows = tests.filter(({ kind }) => chosen === undefined || kind === chosen);
  const labelOf = (kind: ComparedKind) =>
    t('kindCount', { kind: t(`kinds.${kind}`), figure: format.number(counts[kind]) });
  return (
    <>
      <ul className={classes.counts}>
        {comparedKinds
          .filter((kind) => counts[kind] > 0)
          .map((kind) => (
            <li key={kind} data-kind={kind}>
              {t(`kinds.${kind}`)}: <strong>{format.number(counts[kind])}</strong>
            </li>
          ))}
      </ul>
      {tests.length === 0 ? (
        <Text>{t('same')}</Text>
      ) : (
        <>
          <NativeSelect
            className={classes.show}
            label={t('show')}
            description={t('slowerText')}
            value={chosen ?? ''}
            data={[
              { value: '', label: t('differences') },
              ...kinds
                .filter((kind) => counts[kind] > 0 || kind === chosen)
                .map((kind) => ({ value: kind, label: labelOf(kind) })),
            ]}
            onChange={({ currentTarget: { value } }) => onShow(value === '' ? undefined : value)}
          />
          {rows.length === 0 ? (
            <Text>{t('nothing')}</Text>
          ) : (
            <DataTable
              caption={t('differences')}
              of="words"
              heads={[
                t('test'),
                t('kind'),
                `${t('before')}: ${t('number', { number: before.number })}`,
                `${t('after')}: ${t('number', { number: after.number })}`,
              ]}
              rows={rows.map((test) => ({
                key: `${test.scenarioKey} ${test.rowKey}`,
                cells: [
                  test.name,
                  t(`kinds.${test.kind}`),
                  <Outcome key="before" suiteRunId={before.id} outcome={test.before} />,
                  <Outcome key="after" suiteRunId={after.id} outcome={test.after} />,
                ],
              }))}
            />
          )}
          {isCut && <Text c="dimmed">{t('cut', { count: tests.length })}</Text>}
        </>
      )}
    </>
  );
}

interface OutcomeProps {
  readonly suiteRunId: string;
  readonly outcome: ComparedOutcome;
}

function Outcome({ suiteRunId, outcome }: OutcomeProps) {
  const { t } = useTranslation('orchestra-trends');
  const duration = useDuration();
  if (outcome === null) return <Text c="dimmed">{t('notIn')}</Text>;
  const { testRunId, status, ms } = outcome;
  return (
    <Link
      to="/orchestra/runs/$suiteRunId"
      params={{ suiteRunId }}
      search={{ test: testRunId }}
      className={classes.outcome}
    >
      <StatusMark status={status} />
      {ms !== null && ` · ${duration(ms)}`}
    </Link>
  );
}
