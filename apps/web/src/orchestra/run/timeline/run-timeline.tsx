import type { SuiteRun, TestRun } from '@atelier/domain/orchestra/types.ts';
import { Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../../kernel/api.ts';
import { Card } from '../../../kernel/frame/card.tsx';
import { Waterfall, type WaterfallRow } from './waterfall.tsx';

/** As many as are read at once. */
const limit = 500;

/** When each test run of a run began and ended. */
export function RunTimeline({ run }: { readonly run: SuiteRun }) {
  const { t } = useTranslation('orchestra-run');
  const trpc = useTRPC();
  const { data } = useQuery(trpc.orchestra.runs.tests.queryOptions({ suiteRunId: run.id, limit }));
  if (data === undefined) return <Skeleton height={320} radius="md" />;
  const now = run.finishedAt === null ? Date.now() : Date.parse(run.finishedAt);
  const rows = data.items
    .flatMap((test) => rowOf(test as TestRun, now))
    .sort((one, other) => (one.spans[0]?.from ?? 0) - (other.spans[0]?.from ?? 0));
  return (
    <Card title={t('timeline')} text={t('timelineText')}>
      {rows.length === 0 ? (
        <Text>{t('nothingBegan')}</Text>
      ) : (
        <Waterfall label={t('timeline')} rows={rows} />
      )}
      {data.total > limit && <Text mt="sm">{t('timelineCut', { limit })}</Text>}
    </Card>
  );
}

/** None for what never began. */
function rowOf(test: TestRun, now: number): readonly WaterfallRow[] {
  const { id, suiteRunId, name, status, startedAt, finishedAt } = test;
  if (startedAt === null) return [];
  const from = Date.parse(startedAt);
  const to = finishedAt === null ? Math.max(from, now) : Date.parse(finishedAt);
  const link = {
    to: '/orchestra/runs/$suiteRunId',
    params: { suiteRunId },
    search: { test: id },
  } as const;
  return [{ key: id, name, link, spans: [{ from, to, status }] }];
}
