import { requireConversionRights } from '@atelier/lifecycle/convert/conversion-rights.ts';
import { runningConversion } from '@atelier/lifecycle/convert/conversions.ts';
import { type ConversionReport, convertInPlace } from '@atelier/lifecycle/convert/in-place.ts';
import { abandonOnline } from '@atelier/lifecycle/convert/online/abandon.ts';
import {
  convertOnline,
  type OnlineReport,
} from '@atelier/lifecycle/convert/online/convert-online.ts';
import {
  type ConversionPlan,
  planConversion,
  refuseUnclear,
} from '@atelier/lifecycle/convert/plan.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command, CommandInput, Outcome } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { grantingAfter } from './app-role-name.ts';
import { backUpFirst, noBackupOption } from './back-up-first.ts';
import { planFacts, planLines, statementLines } from './conversion/plan-lines.ts';
import { readRequest } from './conversion/read-request.ts';

/** `atelier db convert-ids`: integer keys become UUIDs, or go back. */
export const convertIds: Command = {
  usage: '<profile> --to uuid|integer [--online]',
  details: [
    'Works on the tables of the profile where they stand: in the schema of their area, or in public',
    'before they are adopted. Finds every reference: foreign keys, also of tables that are not ours,',
    'undeclared ones by name and value, arrays, materialised paths, views, functions, policies. What',
    'is not certain is asked for; --dry-run shows the whole plan with every statement.',
    '',
    'Without --online it is one transaction: the tables are locked for as long as it takes, and a',
    'failure or a kill leaves everything as it was. With --online others go on reading and writing;',
    'the exchange at the end holds its locks for less than half a second. A run that was killed is',
    'gone on with by the same command, or taken back with --abandon. The new columns stand at the end of',
    'their tables: mind programs that INSERT without column names, or read SELECT * by position.',
    '',
    'The old ids stay in lifecycle.id_map, and later rows get one too: the way back is always open.',
  ],
  options: {
    to: { value: 'uuid|integer', help: 'What the ids become.' },
    online: { help: 'While others read and write, instead of in a maintenance window.' },
    abandon: { help: 'Take back an online conversion that was killed before its swap.' },
    reference: {
      value: '<schema.table.column>=<table>',
      repeatable: true,
      help: 'This column holds ids of this table.',
    },
    'not-reference': {
      value: '<schema.table.column>',
      repeatable: true,
      help: 'This column holds no ids of ours.',
    },
    parameter: {
      value: '<schema.function.name>=<table>',
      repeatable: true,
      help: 'This parameter or variable holds ids of this table; the name "returns" is the result.',
    },
    'not-parameter': {
      value: '<schema.function.name>',
      repeatable: true,
      help: 'This one holds none.',
    },
    ...noBackupOption,
  },
  positionals: [1, 1],
  async run(session, input) {
    if (input.flag('abandon')) return abandon(session, input);
    const request = readRequest(input);
    const db = await session.database();
    const online = input.flag('online');
    const begun = await runningConversion(db);
    if (begun !== undefined && online) return goOn(session, input, begun.profile);
    const plan = await planConversion(db, request);
    if (plan.columns.length === 0) {
      const line = `Nothing to do: the ids of ${plan.profile.names[0]} are of type ${request.target} already.`;
      return { facts: { converted: false }, lines: [line] };
    }
    const lines = [
      ...planLines(plan),
      ...(online
        ? [
            '',
            'Online: the new columns stand at the end of their tables (INSERT by position, SELECT *).',
          ]
        : []),
    ];
    if (session.dryRun) {
      return { facts: planFacts(plan), lines: [...lines, ...(await statementLines(plan))] };
    }
    refuseUnclear(plan);
    await requireConversionRights(db, plan);
    await session.confirm(lines);
    await backUpFirst(session, 'before-convert-ids', input);
    return grantingAfter(session, () =>
      online ? inTheOpen(session, plan) : inTheWindow(session, plan),
    );
  },
};

async function inTheWindow(session: Session, plan: ConversionPlan): Promise<Outcome> {
  const report = await convertInPlace(
    await session.database(),
    plan.request,
    { onStage: (title, statements) => session.progress.begin(`${title} (${statements})`) },
    plan,
  );
  return { facts: report, lines: [doneLine(report), ...callLines(report)] };
}

async function inTheOpen(session: Session, plan: ConversionPlan): Promise<Outcome> {
  const { progress } = session;
  let shown = '';
  const report = await convertOnline(await session.database(), plan.request, {
    onStage: (title) => progress.begin(title),
    onBackfill({ table, doneBlocks, allBlocks }) {
      const percent = Math.floor((100 * doneBlocks) / Math.max(allBlocks, 1));
      const label = `Fill ${table.schema}.${table.name}: ${Math.floor(percent / 10) * 10} %`;
      if (label !== shown) progress.begin(label);
      shown = label;
    },
    onRetry: (attempt, reason) => progress.note(`Swap, attempt ${attempt}: ${reason}`),
  });
  return { facts: report, lines: [doneLine(report), ...swapLines(report), ...callLines(report)] };
}

async function goOn(session: Session, input: CommandInput, profile: string): Promise<Outcome> {
  const lines = [
    `An online conversion of ${profile} is half done; it is gone on with where it stopped.`,
  ];
  if (session.dryRun) return { facts: { resumes: profile }, lines };
  await session.confirm(lines);
  await backUpFirst(session, 'before-convert-ids', input);
  const { progress } = session;
  const report = await grantingAfter(session, async () =>
    convertOnline(await session.database(), readRequest(input), {
      onStage: (title) => progress.begin(title),
      onRetry: (attempt, reason) => progress.note(`Swap, attempt ${attempt}: ${reason}`),
    }),
  );
  return { facts: report, lines: [doneLine(report), ...swapLines(report), ...callLines(report)] };
}

async function abandon(session: Session, input: CommandInput): Promise<Outcome> {
  if (input.flag('online')) throw new UsageError('Either --online or --abandon.');
  const db = await session.database();
  const begun = await runningConversion(db);
  const lines = [
    begun === undefined
      ? 'No conversion is half done.'
      : `The columns that a conversion of ${begun.profile} to ${begun.target} has added are dropped.`,
  ];
  if (session.dryRun) return { facts: { abandons: begun?.profile ?? null }, lines };
  if (begun !== undefined) await session.confirm(lines);
  const row = await abandonOnline(db);
  return {
    facts: { abandoned: row.id },
    lines: [`Abandoned: conversion ${row.id} of ${row.profile}.`],
  };
}

const doneLine = ({ columns, durationMs }: ConversionReport): string =>
  `Converted ${columns} columns in ${(durationMs / 1000).toFixed(1)} s.`;

function swapLines({ swap, resumed }: OnlineReport): readonly string[] {
  if (swap === undefined) return [];
  return [
    ...(resumed ? ['An earlier run was gone on with.'] : []),
    `The swap held its locks for ${swap.heldMs} ms, at attempt ${swap.attempts}.`,
  ];
}

/** Each function with what its calls came to; a failure is one that it had before, too. */
function callLines({ calls }: ConversionReport): readonly string[] {
  return calls.flatMap(({ function: name, outcomes }) => {
    const errors = outcomes.flatMap(({ error }) => error ?? []);
    const worked = outcomes.length - errors.length;
    const failed = errors.map(({ sqlState, message }) => `${sqlState} as before: ${message}`);
    return [
      `  called ${name}: ${[`${worked} of ${outcomes.length} went through`, ...failed].join('; ')}`,
    ];
  });
}
