import type { RootRouter } from '@atelier/api/root.ts';
import { useQuery } from '@tanstack/react-query';
import type { inferRouterOutputs } from '@trpc/server';
import { useTRPC } from '../kernel/api.ts';

type Outputs = inferRouterOutputs<RootRouter>['lifecycle'];

/** What the server tells of the managed database, as it comes over the wire. */
export type Status = Outputs['status'];
export type Attempt = Status['attempts'][number];
export type Mismatch = Status['mismatches'][number];
export type CommandLine = Outputs['commandLine'];
export type Place = Outputs['place'];
export type Backups = Outputs['backups'];
export type Backup = Outputs['backups']['backups'][number];
export type DamagedBackup = Outputs['backups']['damaged'][number];
export type DriftResult = Outputs['checkDrift'];
export type DriftedObject = DriftResult['objects'][number];
export type DriftLine = DriftResult['models'][number];
export type AcceptedLine = DriftResult['accepted'][number];

/** Commands and other processes change these, and no live event tells of it. */
const changedByOthers = {
  refetchOnMount: 'always',
  refetchOnWindowFocus: 'always',
  throwOnError: (_error: unknown, { state }: { state: { data: unknown } }) =>
    state.data === undefined,
} as const;

const calmMs = 15_000;
const busyMs = 2_000;

/** Where the database stands; followed closely while somebody migrates it. */
export function useStatus() {
  const trpc = useTRPC();
  return useQuery({
    ...trpc.lifecycle.status.queryOptions(),
    ...changedByOthers,
    refetchInterval: ({ state }) => (state.data?.runner ? busyMs : calmMs),
  });
}

export function useBackups() {
  const trpc = useTRPC();
  return useQuery({ ...trpc.lifecycle.backups.queryOptions(), ...changedByOthers });
}

/** Which database it is; undefined until it is known. */
export function usePlace(): Place | undefined {
  const trpc = useTRPC();
  return useQuery(trpc.lifecycle.place.queryOptions()).data;
}

export function useCommandLine() {
  const trpc = useTRPC();
  return useQuery(trpc.lifecycle.commandLine.queryOptions()).data;
}
