import { proofActions } from '@atelier/domain/runs/proof-actions.ts';
import { Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';

import { useTRPC } from '../../kernel/api.ts';
import { SealCard } from './seal-card.tsx';
import { ShareLinksCard } from './share-links-card.tsx';
import { SignaturesCard } from './signatures-card.tsx';
import { useMay } from './use-may.ts';

/** Signatures, seal and links of a run, wherever it is shown: it needs nothing but the run's id. */
export function ProofPanel({ runId }: { readonly runId: string }) {
  const { ready } = useTranslation(['proof', 'runs'], { useSuspense: false });
  const trpc = useTRPC();
  const { data: proof } = useQuery(trpc.runs.proof.get.queryOptions({ runId }));
  const { data: run } = useQuery(trpc.runs.runs.get.queryOptions({ runId }));
  const mayShare = useMay(proofActions.share, run?.projectId);
  if (!ready || proof === undefined || run === undefined) return <Skeleton height={120} />;
  return (
    <>
      <SignaturesCard signatures={proof.signatures} />
      <SealCard run={run} seal={proof.seal} sealing={proof.sealing} />
      {proof.seal !== null && mayShare && <ShareLinksCard runId={runId} />}
    </>
  );
}
