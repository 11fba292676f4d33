import { stages } from '@atelier/domain/miniatures/stages.ts';

/** A file as an import takes it, and as tests like to spoil it. */
export interface ImportFile {
  types: ImportedType[];
}

export interface ImportedType {
  name: string;
  stage_counts: { stage: string; count: number }[];
  history: ImportedEvent[];
}

export interface ImportedEvent {
  from_stage: string;
  to_stage: string;
  qty: number;
  created_at: string;
}

/** A type with these counts, in the order of the stages. */
export function importedType(
  name: string,
  counts: readonly number[] = [],
  history: readonly ImportedEvent[] = [],
): ImportedType {
  const stageCounts = stages.map((stage, place) => ({ stage, count: counts[place] ?? 0 }));
  return { name, stage_counts: stageCounts, history: [...history] };
}

export function importedEvent(changes: Partial<ImportedEvent> = {}): ImportedEvent {
  return {
    from_stage: 'IN_BOX',
    to_stage: 'BUILDING',
    qty: 1,
    created_at: '2026-01-31T08:00:00Z',
    ...changes,
  };
}
