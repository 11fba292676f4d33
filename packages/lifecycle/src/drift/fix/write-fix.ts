import { type Difference, objectName, type Step } from '../../catalog/rules/difference.ts';

/** A statement, and the places of the differences that need it. */
export interface PlannedStep {
  readonly sql: string;
  readonly of: readonly number[];
}

/**
 * The statements that fix all of these differences, in an order in which they can run; one that several
 * need stands once. They are for a session with an empty search path. Differences without a fix add
 * nothing.
 */
export function planFix(differences: readonly Difference[]): readonly PlannedStep[] {
  return inOrder(differences.map(({ fix }) => fix?.up ?? []));
}

/** The way back from {@link planFix}, as far as there is one. */
export function planUndo(differences: readonly Difference[]): readonly PlannedStep[] {
  return inOrder(differences.map(({ fix }) => fix?.down ?? []));
}

function inOrder(all: readonly (readonly Step[])[]): readonly PlannedStep[] {
  const steps = new Map<string, Step & { readonly of: number[] }>();
  for (const [place, own] of all.entries()) {
    for (const step of own) {
      const key = `${step.stage} ${step.sql}`;
      const known = steps.get(key);
      if (known === undefined) steps.set(key, { ...step, of: [place] });
      else if (!known.of.includes(place)) known.of.push(place);
    }
  }
  return [...steps.values()]
    .toSorted((a, b) => a.stage - b.stage || a.rank - b.rank)
    .map(({ sql, of }) => ({ sql, of }));
}

/**
 * The text of a migration file that fixes these differences; it also names those without a fix.
 *
 * It fixes a difference only where it is still as it was found, so the file can be among the migrations of
 * every database, and its `down` takes back only what its `up` did in that database (noted in
 * lifecycle.fixes).
 *
 * @param name the name of the file, without its extension
 */
export function writeFix(differences: readonly Difference[], name: string): string {
  const fixed = differences.filter(({ fix }) => fix !== null);
  const unfixed = differences.filter(({ fix }) => fix === null);
  const irreversible = fixed.filter(({ fix }) => fix?.down === null);
  return `/**
 * Fixes what \`atelier db drift\` found, ${fixed.length} ${fixed.length === 1 ? 'difference' : 'differences'}. Each is fixed only where it stands as it was found, so
 * that a database without it is not touched; \`lifecycle.fixes\` notes which, for the way back.
${[
  ...note('Irreversible', irreversible),
  ...note('Not fixed here, because no statement does it', unfixed),
].join('')} * @import { Knex } from 'knex'
 */

const fix = ${quoted(name)};

const differences = [
${fixed.map(differenceText).join('\n')}
];

/** In the order in which they run; \`of\` are the places of the differences that need a statement. */
const forward = [
${planFix(fixed).map(stepText).join('\n')}
];

const backward = [
${planUndo(fixed).map(stepText).join('\n')}
];
${footer}`;
}

function note(title: string, differences: readonly Difference[]): readonly string[] {
  if (differences.length === 0) return [];
  return [` * ${title}:\n`, ...differences.map((each) => ` * - ${wordsFor(each)}\n`)];
}

/** One line; the texts themselves may have many. */
function wordsFor({ class: kind, object }: Difference): string {
  return `${kind}: ${object.kind} ${objectName(object)}`.replaceAll('*/', '* /');
}

function differenceText(difference: Difference): string {
  const { fix } = difference;
  return objectText([
    `what: ${template(wordsFor(difference))}`,
    `stands: ${template(fix?.stands ?? '')}`,
    `irreversible: ${fix?.down === null}`,
  ]);
}

const stepText = ({ of, sql }: PlannedStep): string =>
  objectText([`of: [${of.join(', ')}]`, `sql: ${template(sql)}`]);

const objectText = (lines: readonly string[]): string =>
  `  {\n${lines.map((line) => `    ${line},`).join('\n')}\n  },`;

const template = (text: string): string =>
  `\`${text.replaceAll('\\', '\\\\').replaceAll('`', '\\`').replaceAll('${', '\\${')}\``;

const quoted = (text: string): string => `'${text.replaceAll(/['\\]/g, '\\$&')}'`;

const footer = `
/** @param {Knex} knex */
export async function up(knex) {
  await knex.raw(\`
    CREATE TABLE IF NOT EXISTS lifecycle.fixes (
      fix text NOT NULL,
      difference integer NOT NULL,
      PRIMARY KEY (fix, difference)
    )\`);
  await prepare(knex);
  for (const [place, { stands }] of differences.entries()) {
    await execute(knex, \`INSERT INTO lifecycle.fixes SELECT '\${fix}', \${place} WHERE \${stands}\`);
  }
  for (const { sql, of } of forward) await execute(knex, sql, of);
}

/** @param {Knex} knex */
export async function down(knex) {
  await prepare(knex);
  for (const [place, { what, irreversible }] of differences.entries()) {
    if (irreversible) await execute(knex, refusal(what), [place]);
  }
  for (const { sql, of } of backward) await execute(knex, sql, of);
  await knex.raw(\`DELETE FROM lifecycle.fixes WHERE fix = '\${fix}'\`);
}

/** @param {string} what */
function refusal(what) {
  const words = \`There is no way back from: \${what}\`.replaceAll("'", "''").replaceAll('%', '%%');
  return \`DO $refuse$ BEGIN RAISE EXCEPTION '\${words}'; END $refuse$\`;
}

/**
 * Until the transaction ends: every name below is written with its schema.
 * @param {Knex} knex
 */
async function prepare(knex) {
  await knex.raw("SET LOCAL search_path = ''");
  await knex.raw('SET LOCAL check_function_bodies = off');
}

/**
 * Runs a statement, or only where one of these differences was found. The question mark is a
 * placeholder to Knex.
 * @param {Knex} knex
 * @param {string} sql
 * @param {number[]} [of]
 */
async function execute(knex, sql, of) {
  const literal = \`'\${sql.replaceAll("'", "''").replaceAll('?', "' || chr(63) || '")}'\`;
  const condition = of
    ? \`EXISTS (SELECT FROM lifecycle.fixes WHERE fix = '\${fix}' AND difference IN (\${of}))\`
    : 'true';
  // What it does stands first, where whoever lints or rehearses it sees it.
  await knex.raw(\`-- lint: allow opaque-block because it runs the statement below only where the drift stands as it was found
DO $atelier_fix$ DECLARE statement text := \${literal};
BEGIN
  IF \${condition} THEN
    EXECUTE statement;
  END IF;
END $atelier_fix$\`);
}
`;
