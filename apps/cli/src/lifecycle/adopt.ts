import { DomainError } from '@atelier/domain/kernel/errors.ts';
import { adopt as adoptProfile } from '@atelier/lifecycle/adopt/adopt.ts';
import {
  type AdoptionPlan,
  fixesOf,
  planAdoption,
} from '@atelier/lifecycle/adopt/adoption-plan.ts';
import { requireAdoptionRights } from '@atelier/lifecycle/adopt/adoption-rights.ts';
import { isAcceptedByItself } from '@atelier/lifecycle/adopt/rules/acceptance.ts';
import { beforeAdoption } from '@atelier/lifecycle/backup/rules/retention.ts';
import { operatorError } from '@atelier/lifecycle/errors/operator-errors.ts';
import { type RepairRecord, readRepairs } from '@atelier/lifecycle/records/repair-records.ts';
import { carryOutFixes, fixStatements } from '@atelier/lifecycle/repair/fix-repairs.ts';
import { carryOutRepairs, needsRoom, planRepairs } from '@atelier/lifecycle/repair/repair.ts';
import type { Database } from '@atelier/lifecycle/session/database-session.ts';
import { count } from '@atelier/lifecycle/terminal/count.ts';
import { UsageError } from '../kernel/arguments.ts';
import { type Command, type CommandInput, exitCodes, type Outcome } from '../kernel/command.ts';
import type { Session } from '../kernel/session.ts';
import { adoptionFacts } from './adoption/adoption-facts.ts';
import {
  laterLines,
  leftLines,
  obstacleLines,
  standingLines,
  todoLines,
  undoCommands,
} from './adoption/adoption-lines.ts';
import { saveInventory } from './adoption/inventory-file.ts';
import { inventoryLines } from './adoption/inventory-lines.ts';
import { lockRetry } from './adoption/lock-retry.ts';
import { namedProfile } from './adoption/named-profile.ts';
import { releaseProfile } from './adoption/release-profile.ts';
import {
  chooseRepairs,
  isOnTableOf,
  keptColumns,
  type RepairChoice,
} from './adoption/repair-choice.ts';
import { withAcceptance } from './adoption/with-acceptance.ts';
import { grantToAppRole } from './app-role-name.ts';
import { backUpFirst, noBackupOption } from './back-up-first.ts';

/** `atelier db adopt`: a database that grew by hand becomes a managed one. */
export const adopt: Command = {
  usage: '<profile>',
  details: [
    'Profiles: runs-v1, runs-v2 (after runs-v1), time-legacy, tracks, miniatures-legacy.',
    'Compares what stands in public with the profile’s baseline migration, and with later ones whose work',
    'stands there too. When all of it is the same, or fixed, or accepted, the tables move to the area’s',
    'schema and those migrations are stamped, in one transaction. Tables of others stay, and their foreign',
    'keys into ours stay in force.',
  ],
  options: {
    accept: {
      value: '<difference>',
      repeatable: true,
      help: 'Adopt although this differs; its name is in the inventory. May be repeated.',
    },
    'accept-all': {
      help: 'Adopt although anything that is shown differs; with --repair what is left then.',
    },
    repair: { help: 'First fix what no --accept names; nothing is taken away.' },
    'fix-functions': { help: 'Change functions of others so that they find the tables again.' },
    release: { help: 'Take an adoption back: everything stands in public again.' },
    ...noBackupOption,
    'no-wait': { help: 'Refuse when another runner is at work, instead of waiting for it.' },
  },
  positionals: [1, 1],
  async run(session, input) {
    const profile = namedProfile(input.positionals[0]);
    if (input.flag('release')) return releaseProfile(session, input, profile);
    const namesSome = input.texts('accept').length > 0;
    if (input.flag('accept-all') && namesSome && !input.flag('repair')) {
      throw new UsageError('--accept-all accepts each --accept already.');
    }
    const db = await session.database();
    session.progress.begin('Building the baseline beside it, and comparing');
    const plan = await planAdoption(db, profile, session.migrationsFolder);
    session.progress.finish();
    const named = acceptedByName(plan, input);
    const earlier = await readRepairs(db);
    const repairs = await planRepairs(db);
    const repaired = chooseRepairs(plan, repairs, named, earlier);
    const possible = input.flag('repair') ? repaired : unrepaired(plan, named, earlier);
    const acceptsAll = input.flag('accept-all');
    const accepted = new Set([...named, ...(acceptsAll ? possible.open.map(({ id }) => id) : [])]);
    const choice = acceptsAll ? { ...possible, open: [] } : possible;
    const cannotBeFixed = new Set(repaired.open.map(({ id }) => id));
    const lines = [
      ...inventoryLines(plan),
      '',
      ...obstacleLines(choice.open, (id) => !input.flag('repair') && !cannotBeFixed.has(id)),
      ...todoLines(plan, choice, accepted, input),
      ...laterLines(
        repairs.filter((each) => isOnTableOf(plan, each) && !choice.repairs.includes(each)),
      ),
    ];
    const work = {
      makesParts: makesParts(choice),
      fixFunctions: input.flag('fix-functions'),
    };
    if (session.dryRun) {
      const inTheWay = choice.open.map(({ id }) => id);
      const left = [...lines, ...leftLines(plan, choice, input)];
      if (inTheWay.length === 0) {
        const refusal = await refusalOf(requireAdoptionRights(db, plan, work));
        return { facts: adoptionFacts(plan), lines: left, refusal };
      }
      return {
        facts: { ...adoptionFacts(plan), inTheWay },
        lines: [...left, '', `Would be refused: ${count(inTheWay.length, 'difference')}.`],
        exitCode: exitCodes.failed,
      };
    }
    if (choice.open.length > 0) {
      for (const line of lines) session.progress.note(line);
      throw operatorError('ERR_PROFILE_DRIFTED', {
        profile: profile.name,
        differences: choice.open.length,
        first: choice.open[0]?.id ?? '',
      });
    }
    await requireAdoptionRights(db, plan, work);
    await session.confirm(lines);
    const file = await saveInventory(session, plan);
    session.progress.note(`The schema as found: ${file}`);
    await backUpFirst(session, beforeAdoption, input);
    const records: string[] = [];
    try {
      await carryOut(session, input, { db, choice, profile }, records);
      return await adoptNow(session, input, { db, plan, choice, accepted, records, file });
    } catch (error) {
      for (const line of standingLines(session, records)) session.progress.note(line);
      throw withAcceptance(error, profile.name, input);
    }
  },
};

interface Adopting {
  readonly db: Database;
  readonly plan: AdoptionPlan;
  readonly choice: RepairChoice;
  readonly accepted: ReadonlySet<string>;
  readonly records: readonly string[];
  readonly file: string;
}

async function adoptNow(
  session: Session,
  input: CommandInput,
  { db, plan, choice, accepted, records, file }: Adopting,
): Promise<Outcome> {
  const { profile } = plan;
  const current =
    records.length > 0 ? await planAdoption(db, profile, session.migrationsFolder) : plan;
  session.progress.begin(`Moving the tables of ${profile.name} to ${profile.schema}`);
  const left = current.differences.map(({ id }) => id);
  const kept = new Set([...accepted, ...choice.kept]);
  const done = await adoptProfile(db, current, {
    ...lockRetry(session, input),
    accepted: new Set(left.filter((id) => kept.has(id))),
    fixFunctions: input.flag('fix-functions'),
  });
  await grantToAppRole(session);
  session.progress.finish();
  const takeBack = [`db adopt ${profile.name} --release`, ...undoCommands(records)];
  return {
    facts: { ...adoptionFacts(plan), accepted: left, repairs: records, inventory: file },
    lines: [
      `Adopted ${profile.name}: its ${count(done.moved.filter(({ kind }) => kind === 'table').length, 'table')} stand in the schema ${profile.schema}.`,
      ...done.stamped.map((migration) => `Stamped ${migration}.`),
      ...left.map((id) => `Accepted ${id}`),
      `The schema as found: ${file}`,
      'To take it back:',
      ...takeBack.map((command) => `  ${session.program} ${command}`),
    ],
  };
}

/** @param records is filled with those of what was done, also when a later one fails */
async function carryOut(
  session: Session,
  input: CommandInput,
  { db, choice, profile }: Pick<Adopting, 'db' | 'choice'> & Pick<AdoptionPlan, 'profile'>,
  records: string[],
): Promise<void> {
  const retry = lockRetry(session, input);
  for (const repair of choice.repairs) {
    session.progress.begin(`Repairing ${repair.id}`);
    const done = await carryOutRepairs(db, [repair], retry);
    records.push(...done.map(({ record }) => record));
  }
  if (choice.fixes.length > 0) {
    session.progress.begin(`Fixing ${count(choice.fixes.length, 'difference')}`);
    const fixes = records.length > 0 ? await asTheyStand(session, choice, profile) : choice.fixes;
    records.push(await carryOutFixes(db, `fixes:${profile.name}`, fixes, retry));
  }
  session.progress.finish();
}

/** The same fixes for the database as repairs have left it. */
async function asTheyStand(
  session: Session,
  { fixes }: RepairChoice,
  profile: AdoptionPlan['profile'],
): Promise<RepairChoice['fixes']> {
  const plan = await planAdoption(await session.database(), profile, session.migrationsFolder);
  const ids = new Set(fixes.map(({ id }) => id));
  return fixesOf(
    plan,
    plan.differences.filter(({ id }) => ids.has(id)),
  );
}

function acceptedByName({ differences }: AdoptionPlan, input: CommandInput): ReadonlySet<string> {
  const accepted = new Set(input.texts('accept'));
  const unknown = [...accepted].find((id) => !differences.some((each) => each.id === id));
  if (unknown !== undefined) throw operatorError('ERR_DIFFERENCE_UNKNOWN', { id: unknown });
  return accepted;
}

/** Nothing is fixed: all that is neither accepted nor a column that a repair keeps is open. */
function unrepaired(
  plan: AdoptionPlan,
  accepted: ReadonlySet<string>,
  earlier: readonly RepairRecord[],
): RepairChoice {
  const kept = keptColumns(plan, earlier);
  const open = plan.differences.filter(
    (each) => !accepted.has(each.id) && !kept.includes(each.id) && !isAcceptedByItself(each),
  );
  return { repairs: [], fixes: [], open, kept };
}

/** Whether repairs make something that stands beside the tables, or needs room in their schema. */
const makesParts = ({ repairs, fixes }: RepairChoice): boolean =>
  repairs.some(({ kind }) => kind === 'running-timers') ||
  fixStatements(fixes, 'up').some(({ sql }) => needsRoom(sql));

/** What refuses it, instead of refusing it: a dry run tells the rest as well. */
const refusalOf = (check: Promise<void>): Promise<DomainError | undefined> =>
  check.then(
    () => undefined,
    (error: unknown) => {
      if (error instanceof DomainError) return error;
      throw error;
    },
  );
