import { Skeleton, Stack } from '@mantine/core';
import { useSuspenseQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { lazyPart } from '../../kernel/lazy-part.ts';
import { useKeptRun } from '../offline/use-kept-run.ts';
import { Execution } from './execution.tsx';

/** What proves the run; fetched once it is done. */
const ProofPanel = lazyPart(async () => (await import('../proof/proof-panel.tsx')).ProofPanel);

/** A run: carried out here, and looked at afterwards. */
export function RunPage() {
  const { runId } = useParams({ from: '/runs/runs/$runId' });
  const { ready } = useTranslation('execution');
  const trpc = useTRPC();
  const keptAt = useKeptRun(runId);
  const { data: run } = useSuspenseQuery(trpc.runs.runs.get.queryOptions({ runId }));
  const { data: items } = useSuspenseQuery(trpc.runs.runs.items.queryOptions({ runId }));
  if (!ready) return <Skeleton height={320} radius="md" />;
  // Another run begins anew: nothing that was chosen in this one is meant in that.
  return (
    <>
      <Execution key={runId} run={run} items={items} keptAt={keptAt} />
      {keptAt === null && (run.status === 'done' || run.status === 'locked') && (
        <Suspense>
          <Stack mt="xl">
            <ProofPanel runId={runId} />
          </Stack>
        </Suspense>
      )}
    </>
  );
}
