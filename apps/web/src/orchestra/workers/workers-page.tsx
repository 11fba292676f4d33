import { Skeleton, Stack, Text, Title } from '@mantine/core';
import { IconServerOff } from '@tabler/icons-react';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { Refusal } from '../../kernel/forms/refusal.tsx';
import { StatePanel } from '../../kernel/frame/state-panel.tsx';
import { QueueFigures } from './queue-figures.tsx';
import { Throughput } from './throughput.tsx';
import { WorkerTable } from './worker-table.tsx';

/** Workers tell of themselves every five seconds, and nobody tells of each: so it is looked at again. */
const lookMs = 3000;

/** Who carries test runs out, how much there is to do, and how fast it is done. */
export function WorkersPage() {
  const { ready } = useTranslation(['orchestra-workers', 'orchestra']);
  const trpc = useTRPC();
  const { data, error } = useQuery({
    ...trpc.orchestra.workers.list.queryOptions(),
    refetchInterval: lookMs,
  });
  if (error !== null && data === undefined) {
    return (
      <Text role="alert">
        <Refusal error={error} />
      </Text>
    );
  }
  if (!ready || data === undefined) return <Skeleton height={320} radius="md" />;
  const { workers, queue } = data;
  return (
    <Stack gap="lg">
      <QueueFigures queue={queue} />
      <Throughput queue={queue} />
      {workers.length === 0 ? <NoWorkers /> : <WorkerTable workers={workers} at={queue.at} />}
    </Stack>
  );
}

function NoWorkers() {
  const { t } = useTranslation('orchestra-workers');
  return (
    <StatePanel icon={IconServerOff}>
      <Title order={2}>{t('emptyTitle')}</Title>
      <Text c="dimmed">{t('emptyText', { command: 'npm run worker' })}</Text>
    </StatePanel>
  );
}
