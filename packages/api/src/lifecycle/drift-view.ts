import {
  type Difference,
  type DriftClass,
  objectName,
} from '@atelier/lifecycle/catalog/rules/difference.ts';
import type { DriftReport, ForeignTable } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { type PlannedStep, planFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import type { AcceptedBy } from '@atelier/lifecycle/records/rules/accepted.ts';

/** What a check found, as the page shows it. */
export interface DriftView {
  /** What was expected is what the migrations up to this one build. */
  readonly revision: string | null;
  readonly schemas: readonly string[];
  /** Of all differences between the database and its migrations; `objects` may hold fewer. */
  readonly total: number;
  readonly objects: readonly DriftedObject[];
  /** Fixes all that is in `objects`, in one transaction; null where no statement does. */
  readonly script: string | null;
  /** Between the models and what all migrations build. */
  readonly models: readonly DriftLine[];
  /** Accepted at an adoption, or made by a repair: not in `total`, and never in `script`. */
  readonly accepted: readonly AcceptedLine[];
  readonly foreign: readonly ForeignTable[];
}

/** A table, type, function …, with what differs in it. */
export interface DriftedObject {
  /** `schema.name`. */
  readonly name: string;
  readonly lines: readonly DriftLine[];
  /** The statements that fix it; null where there are none. */
  readonly sql: string | null;
}

export interface DriftLine {
  readonly class: DriftClass;
  /** In PostgreSQL's words: `column`, `foreign key`. */
  readonly kind: string;
  /** The column, constraint … of the object, or the object itself. */
  readonly name: string;
  readonly expected: string | null;
  readonly actual: string | null;
  readonly fix: 'reversible' | 'irreversible' | 'none';
}

export interface AcceptedLine extends DriftLine {
  readonly acceptedBy: AcceptedBy;
}

/** More differences than this are only counted: the page is for reading. */
const shownDifferences = 300;

/** Puts a report into the page's form: differences grouped by the object that they are in. */
export function driftView({ revision, schemas, ...report }: DriftReport): DriftView {
  const shown = report.differences.slice(0, shownDifferences);
  const groups = new Map<string, Difference[]>();
  for (const difference of shown) {
    const name = objectName({ ...difference.object, part: null });
    groups.set(name, [...(groups.get(name) ?? []), difference]);
  }
  const steps = planFix(shown);
  return {
    revision,
    schemas,
    total: report.differences.length,
    objects: [...groups].map(([name, differences]) => ({
      name,
      lines: differences.map(lineOf),
      sql: statements(planFix(differences)),
    })),
    script: steps.length === 0 ? null : transaction(steps),
    models: report.models.map(lineOf),
    accepted: report.accepted.map((each) => ({
      ...lineOf(each),
      name: objectName(each.object),
      acceptedBy: each.acceptedBy,
    })),
    foreign: report.foreign,
  };
}

function lineOf({ class: kind, object, expected, actual, fix }: Difference): DriftLine {
  return {
    class: kind,
    kind: object.kind,
    name: object.kind === 'model' ? objectName(object) : (object.part ?? objectName(object)),
    expected,
    actual,
    fix: fix === null ? 'none' : fix.down === null ? 'irreversible' : 'reversible',
  };
}

function statements(steps: readonly PlannedStep[]): string | null {
  return steps.length === 0 ? null : steps.map(({ sql }) => `${sql};`).join('\n');
}

/** The statements are for a session with an empty search path: each name has its schema. */
const transaction = (steps: readonly PlannedStep[]): string =>
  [
    'BEGIN;',
    "SET LOCAL search_path = '';",
    'SET LOCAL check_function_bodies = off;',
    statements(steps),
    'COMMIT;',
  ].join('\n');
