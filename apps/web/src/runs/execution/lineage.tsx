import { Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './run-header.module.css';

/** A run and its corrections, and what they come to together; nothing where it stands alone. */
export function LineageLine({ runId }: { readonly runId: string }) {
  const { t } = useTranslation('execution');
  const { t: area } = useTranslation('runs');
  const format = useFormat();
  const trpc = useTRPC();
  const { data: lineage } = useQuery(trpc.runs.execution.lineage.queryOptions({ runId }));
  if (lineage === undefined || lineage.runs.length < 2) return null;
  const { verdict, results } = lineage;
  return (
    <section className={classes.facts} aria-label={t('lineage.label')}>
      <Text size="sm" fw={600}>
        {verdict === null
          ? t('lineage.undecided')
          : t('lineage.verdict', { verdict: area(`verdicts.${verdict}`) })}
      </Text>
      <Text size="sm">
        {(['ok', 'fail', 'na', 'open'] as const)
          .map((each) => `${area(`results.${each}`)} ${format.number(results[each])}`)
          .join(' · ')}
      </Text>
      {lineage.runs.map((each) =>
        each.id === runId ? (
          <Text key={each.id} size="sm" aria-current="page">
            {each.title} ({area(`statuses.${each.status}`)})
          </Text>
        ) : (
          <Link key={each.id} to="/runs/runs/$runId" params={{ runId: each.id }}>
            {each.title} ({area(`statuses.${each.status}`)})
          </Link>
        ),
      )}
    </section>
  );
}
