import type { AnyTRPCRouter } from '@trpc/server';
import type { ProcedureMeta } from './procedure.ts';

/** Addresses with a limit of their own for the body. */
export interface LargeCalls {
  /** A regular expression of the paths: of one call, or of several in one request of which one may be so long. */
  readonly paths: string;
  readonly bodyBytes: number;
}

/** The procedures that say that a body may be longer than others, by how long. */
export function largeCalls(router: AnyTRPCRouter): readonly LargeCalls[] {
  const names = new Map<number, string[]>();
  for (const [name, procedure] of Object.entries(router._def.procedures)) {
    const { bodyBytes } = metaOf(procedure);
    if (bodyBytes === undefined) continue;
    names.set(bodyBytes, [...(names.get(bodyBytes) ?? []), name.replaceAll('.', '\\.')]);
  }
  return [...names].map(([bodyBytes, known]) => ({
    paths: `^.*(?:${known.join('|')}).*$`,
    bodyBytes,
  }));
}

function metaOf(procedure: unknown): Partial<ProcedureMeta> {
  const { _def } = procedure as { readonly _def: { readonly meta?: ProcedureMeta } };
  return _def.meta ?? {};
}
