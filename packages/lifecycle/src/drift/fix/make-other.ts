import type { OtherObject, Reference } from '../../catalog/catalog-types.ts';
import type { Step } from '../../catalog/rules/difference.ts';
import { type Stage, step } from './transition.ts';

interface Turn {
  readonly made: readonly [stage: Stage, rank: number];
  readonly dropped: readonly [stage: Stage, rank: number];
}

/** After all functions, which have their oids for ranks. */
const afterFunctions = 2 ** 33;
const program = (turn: number): Turn => ({
  made: ['function', afterFunctions + turn],
  dropped: ['drop changed function', -afterFunctions - turn],
});

/** Each needs the ones before it; a view, an index or a constraint may need any of them. */
const programs: readonly string[] = [
  'aggregate',
  'operator',
  'operator family',
  'operator class',
  'text search parser',
  'text search template',
  'text search dictionary',
  'text search configuration',
  'conversion',
];

const turns: Readonly<Record<string, Turn>> = {
  ...Object.fromEntries(programs.map((kind, turn) => [kind, program(turn)])),
  'statistics object': { made: ['index', 0], dropped: ['drop policy', 0] },
  'access method': { made: ['extension', 1], dropped: ['drop extension', -1] },
  language: { made: ['extension', 1], dropped: ['drop extension', -1] },
  'foreign-data wrapper': { made: ['extension', 1], dropped: ['drop extension', -1] },
  // Before the tables that it names.
  publication: { made: ['trigger', 3], dropped: ['drop policy', 0] },
  // It would fire on the statements around it.
  'event trigger': { made: ['event trigger', 0], dropped: ['guard', -1] },
};
const usual: Turn = { made: ['policy', 0], dropped: ['drop policy', 0] };

/** Null where no statement makes it. */
export function makeOther({ makable, definition, kind }: OtherObject): readonly Step[] | null {
  if (!makable) return null;
  const [stage, rank] = (turns[kind] ?? usual).made;
  return [step(stage, definition, rank)];
}

export function dropOther({ drop, kind }: OtherObject): readonly Step[] {
  const [stage, rank] = (turns[kind] ?? usual).dropped;
  return [step(stage, drop, rank)];
}

/** As what needs it is found by. */
export function referenceTo({ kind, schema, table, name }: OtherObject): Reference {
  if (kind === 'aggregate') return ['function', schema, name, ''];
  return table === null ? [kind, schema, name, ''] : [kind, schema, table, name];
}
