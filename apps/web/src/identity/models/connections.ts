import type { RootRouter } from '@atelier/api/root.ts';
import type { ModelSlot, structuredModes } from '@atelier/domain/kernel/model-connection.ts';
import type { inferRouterOutputs } from '@trpc/server';

type Outputs = inferRouterOutputs<RootRouter>['identity']['models'];

export type Connections = Outputs['connections'];
export type Connection = Connections['connections'][number];
export type Finding = Outputs['test'][number];

/** What of a finding can be taken over into the form. */
export interface Uses {
  readonly address: (address: string) => void;
  readonly model: (name: string) => void;
  readonly mode: (mode: (typeof structuredModes)[number]) => void;
}

/** The connection at a place, if there is one. */
export const connectionAt = (
  { connections }: Connections,
  slot: ModelSlot,
): Connection | undefined => connections.find((one) => one.slot === slot);

/** Addresses to begin with. */
export const exampleAddresses = {
  ollama: 'http://127.0.0.1:11434/v1',
  vllm: 'http://gpu.local:8000/v1',
  rehearsal: 'rehearsal:',
} as const;

/** Nothing works without an answer in pieces; the rest is done without. */
export function verdictOf(findings: readonly Finding[]): 'good' | 'limited' | 'bad' {
  const works = findings.some(({ check, result }) => check === 'streaming' && result === 'yes');
  if (!works) return 'bad';
  return findings.every(({ result }) => result === 'yes') ? 'good' : 'limited';
}
