import { Stack } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { ProofPanel } from './proof-panel.tsx';

/** What proves a run, on a page of its own. */
export function ProofPage() {
  const { runId } = useParams({ from: '/runs/projects/$projectId/proof/$runId' });
  return (
    <Stack gap="md" mt="md">
      <ProofPanel runId={runId} />
    </Stack>
  );
}
