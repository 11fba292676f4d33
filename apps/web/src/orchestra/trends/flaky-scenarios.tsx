import type { SuiteTrends } from '@atelier/domain/orchestra/trend-types.ts';
import { Text } from '@mantine/core';
import { IconCheck, IconX } from '@tabler/icons-react';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Card } from '../../kernel/frame/card.tsx';
import classes from './trends.module.css';

/** Scenarios that cannot make up their minds, each with its runs. */
export function FlakyScenarios({ trends: { flaky } }: { readonly trends: SuiteTrends }) {
  const { t } = useTranslation('orchestra-trends');
  return (
    <Card title={t('flaky')} text={t('flakyText')}>
      {flaky.length === 0 ? (
        <Text>{t('noFlaky')}</Text>
      ) : (
        <ul className={classes.flaky}>
          {flaky.map(({ scenarioKey, name, changes, failures, runs, outcomes }) => (
            <li key={scenarioKey}>
              <strong>{name}</strong>{' '}
              <Text size="sm" c="dimmed" component="span">
                {t('changes', { count: changes })} · {t('failuresOf', { failures, count: runs })}
              </Text>
              <div className={classes.outcomes}>
                {outcomes.map((outcome) => (
                  <Outcome key={outcome.suiteRunId} {...outcome} />
                ))}
              </div>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}

function Outcome({
  suiteRunId,
  number,
  testRunId,
  hasFailed,
}: SuiteTrends['flaky'][number]['outcomes'][number]) {
  const { t } = useTranslation('orchestra-trends');
  const Icon = hasFailed ? IconX : IconCheck;
  const words = t('outcomeOf', { number, outcome: t(hasFailed ? 'failed' : 'passed') });
  return (
    <Link
      to="/orchestra/runs/$suiteRunId"
      params={{ suiteRunId }}
      search={{ test: testRunId }}
      className={classes.outcome}
      data-failed={hasFailed}
      aria-label={words}
      title={words}
    >
      <Icon size={16} stroke={2.4} aria-hidden />
    </Link>
  );
}
