import type { ListedSuiteRun } from '@atelier/domain/orchestra/types.ts';
import { Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import { useFormat } from '../../kernel/i18n/format.ts';
import { countsText } from '../status/counts-text.ts';
import { StatusMark } from '../status/status-mark.tsx';
import classes from './suite-page.module.css';

interface Props {
  readonly suiteId: string;
  readonly runs: readonly ListedSuiteRun[];
}

/** How the suite went lately. */
export function LastRuns({ suiteId, runs }: Props) {
  const { t } = useTranslation('orchestra-suite');
  const { t: area } = useTranslation('orchestra');
  const format = useFormat();
  return (
    <Card
      title={t('lastRuns')}
      actions={
        runs.length > 0 && (
          <Link to="/orchestra/suites/$suiteId/trends" params={{ suiteId }}>
            {t('trends')}
          </Link>
        )
      }
    >
      {runs.length === 0 ? (
        <Text>{t('noRuns')}</Text>
      ) : (
        <ul className={classes.runs}>
          {runs.map(({ id, number, status, startedAt, environmentName, counts }) => (
            <li key={id}>
              <span>
                <Link to="/orchestra/runs/$suiteRunId" params={{ suiteRunId: id }}>
                  {area('runs.number')} {number}
                </Link>{' '}
                · {environmentName} · {format.instant(Date.parse(startedAt))}
              </span>
              <span>
                <StatusMark status={status} /> · {countsText(counts, area, format)}
              </span>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
