import { basename } from 'node:path';
import { models } from '@atelier/db/models.ts';
import type { Difference } from '@atelier/lifecycle/catalog/rules/difference.ts';
import { type ConversionRow, runningConversion } from '@atelier/lifecycle/convert/conversions.ts';
import { shapeOfConversions } from '@atelier/lifecycle/convert/repeat-conversions.ts';
import { type DriftReport, findDrift } from '@atelier/lifecycle/drift/compare/find-drift.ts';
import { writeFix } from '@atelier/lifecycle/drift/fix/write-fix.ts';
import { stepError } from '@atelier/lifecycle/migrate/rules/half-done.ts';
import { nextStep, refuseHalfDone } from '@atelier/lifecycle/migrate/rules/migration-plan.ts';
import { readStanding } from '@atelier/lifecycle/migrate/standing.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import { asTyped } from '@atelier/lifecycle/terminal/failure-line.ts';
import { UsageError } from '../kernel/arguments.ts';
import { type Command, exitCodes } from '../kernel/command.ts';
import { autoFix, fixTarget, nextLines, writeFixFile } from './drift/fix-target.ts';
import { isColumnOrder, reportLines } from './drift/report-lines.ts';

/** `atelier db drift`: where the database is not what its migrations build. */
export const drift: Command = {
  usage: '[--schema <area>]… [--fix auto|<folder>|<file>]',
  details: [
    'The applied migrations are built in a scratch database on the same server, which is dropped',
    'afterwards; nothing else is changed. What lies in other schemas than theirs is foreign, and only',
    'listed.',
    '',
    'Not compared, for they are the operator’s: owners, privileges, comments, security labels,',
    'tablespaces, versions of extensions, subscriptions, user mappings, and settings of the database and',
    'of roles. Nor are rows, what ANALYZE collected, and names that PostgreSQL gives by itself: those of',
    'NOT NULL constraints and of identity columns’ sequences.',
    '',
    'What was accepted at an adoption, and columns in which a repair keeps values, are no drift as long',
    'as they are what they were then.',
    '',
    'A fix is a migration among the others: read it, and run: db up. It changes only what stands as',
    'it was found, so it does nothing on a database without the drift, and it refuses to drop rows, or',
    'values that it could not bring back.',
  ],
  options: {
    schema: { value: '<area>', repeatable: true, help: 'Only this area.' },
    fix: {
      value: 'auto|<folder>|<file>',
      help: 'Write the migration that fixes it; auto: among the migrations, with a name of its own.',
    },
    'include-accepted': { help: 'Count and fix what was accepted, too.' },
    'column-order': { help: 'Count and fix another order of columns too; it copies the table.' },
    'exit-code': { help: 'End with 3 when there are differences.' },
  },
  positionals: [0, 0],
  async run(session, input) {
    const given = input.text('fix');
    const target = given === undefined ? undefined : await fixTarget(session, given);
    if (session.dryRun) {
      const plan =
        'The migrations would be built in a scratch database, and compared with this one.';
      const writes =
        target === undefined
          ? []
          : [`What fixes the differences would be written to ${target.pathFor([])}`];
      return { facts: { dryRun: true }, lines: [plan, ...writes] };
    }
    const schemas = input.texts('schema');
    const db = await session.database();
    const standing = await readStanding(db, session.migrationsFolder);
    // What half a migration has done would be taken for a difference, and fixed.
    if (target !== undefined) refuseHalfDone(standing);
    const first = nextStep(standing);
    // Asked before: one that ends meanwhile has left its traces in what is compared.
    const conversion = await runningConversion(db);
    const report = await findDrift(db, {
      folder: session.migrationsFolder,
      models,
      shape: await shapeOfConversions(db),
      ...(schemas.length > 0 ? { schemas } : {}),
      onProgress: (step) => session.progress.begin(stages[step]),
    });
    session.progress.finish();
    const unknown = schemas.find((schema) => !report.schemas.includes(schema));
    if (unknown !== undefined) {
      throw new UsageError(`The applied migrations make no schema ${unknown}.`);
    }
    const columnOrderCounts = input.flag('column-order');
    const included = input.flag('include-accepted') ? report.accepted : [];
    const counted = [...report.differences, ...included].filter(
      (each) => columnOrderCounts || !isColumnOrder(each),
    );
    const fixed = counted.filter(({ fix }) => fix !== null);
    const path = fixed.length > 0 ? target?.pathFor(fixed) : undefined;
    if (path !== undefined) await writeFixFile(path, writeFix(counted, basename(path, '.js')));
    return {
      facts: {
        ...report,
        differences: report.differences.map(factsOf),
        accepted: report.accepted.map(factsOf),
        fix: path ?? null,
        nextStep: first,
        runningConversion:
          conversion === undefined
            ? null
            : { profile: conversion.profile, target: conversion.target },
      },
      lines: [
        ...(conversion === undefined ? [] : [conversionLine(conversion)]),
        ...reportLines(report, columnOrderCounts, included),
        ...(report.revision === null
          ? [`Adopt the database, or run: ${session.program} db up`]
          : []),
        ...(first === null ? [] : [asTyped(stepError(first), session.program)]),
        ...(target === undefined && fixed.length > 0 && first === null
          ? [`To fix: ${session.program} db drift --fix ${autoFix}`]
          : []),
        ...(target === undefined ? [] : [fixLine(path, fixed.length)]),
        ...(path === undefined ? [] : nextLines(session, path)),
      ],
      exitCode:
        input.flag('exit-code') && isFound(report, counted) ? exitCodes.found : exitCodes.done,
    };
  },
};

const stages = {
  building: 'Building what the migrations expect in a scratch database',
  comparing: 'Comparing',
} as const;

const isFound = ({ models: ofModels }: DriftReport, counted: readonly Difference[]): boolean =>
  counted.length + ofModels.length > 0;

function fixLine(path: string | undefined, differences: number): string {
  if (path === undefined) return 'Nothing to fix, so nothing was written.';
  return `Wrote the fix of ${count(differences, 'difference')} to ${path}`;
}

const conversionLine = ({ profile, target }: ConversionRow): string =>
  `The online conversion of ${profile} to ${target} is running: what it has added until now is among the differences. Do not fix them.`;

/** The statements as text; their order within a whole fix is the file's matter. */
function factsOf({ fix, ...difference }: Difference): object {
  const texts = (steps: readonly { readonly sql: string }[]) => steps.map(({ sql }) => sql);
  return {
    ...difference,
    fix:
      fix === null ? null : { up: texts(fix.up), down: fix.down === null ? null : texts(fix.down) },
  };
}
