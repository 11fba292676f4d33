import type { AuditAction, AuditEntry, AuditState } from '@atelier/domain/identity/audit.ts';
import type { Change } from '@atelier/domain/kernel/change.ts';
import type { Knex } from 'knex';

/**
 * What a command changed: rows of an entity, or anything of it (`ids` null); within its area, unless told. In which
 * projects is known by the thing that the command is about, and by its entries in the audit log.
 */
export type Touched = Omit<Change, 'area' | 'projectId' | 'onlyFor'> &
  Partial<Pick<Change, 'area'>>;

/** What a command does to the things of an entity: open pages are told of it, and the audit log keeps it. */
export interface Effect<Input, Result> {
  /** From nothing but these, so that it is the same when a key is repeated. */
  readonly touches: (input: Input, result: Result) => readonly Touched[];
  /** Whether it is the caller's own, and nobody else is told. */
  readonly isPrivate?: boolean;
  /** Looks at the things before the work; what it gives is asked after it, and tells what was done. */
  readonly watch: (
    trx: Knex.Transaction,
    input: Input,
  ) => Promise<(result: Result) => Promise<readonly AuditEntry[]>>;
}

/** The same of a command that is one statement: all there is to tell of it is known beforehand. */
export interface StatementEffect<Input, Result> extends Pick<Effect<Input, Result>, 'touches'> {
  readonly entry: (input: Input) => AuditEntry;
}

/** A thing as the audit log shows it. */
export interface AuditedThing {
  readonly id: string;
  readonly state: AuditState;
  readonly projectId?: string | undefined;
  readonly runId?: string | undefined;
}

/** What commands work on, by the name that the area gives it. */
export interface Entity {
  readonly name: string;
  /** Those of these things that are there, as the audit log shows them. */
  readonly read: (db: Knex, ids: readonly string[]) => Promise<readonly AuditedThing[]>;
}

type Ids = string | readonly string[];

/** The one thing that a command is about, in its answer: where that says all that the log keeps, it is not read again. */
type Answered<Result> = (result: Result) => AuditedThing;

/** What a command does, as its procedure says it. */
export type DeclaredEffect<Input, Result> = DeclaredWork<Input, Result> & {
  /** Whether somebody gets a role by it, or loses one: every process looks up anew who calls. */
  readonly givesRoles?: boolean;
  /** What it does to things of other entities. */
  readonly also?: readonly DeclaredWork<Input, Result>[];
};

type DeclaredWork<Input, Result> =
  | {
      readonly on: Entity;
      readonly creates: (result: Result) => Ids;
      readonly is?: Answered<Result>;
      /** Whether it is the caller's own: their other pages are told of it, and nobody else's. */
      readonly isPrivate?: boolean;
    }
  | { readonly on: Entity; readonly removes: (input: Input) => Ids }
  /** Which ones it changed is known afterwards: the log has what they are, and not what they were. */
  | {
      readonly on: Entity;
      readonly changed: (result: Result) => Ids;
      readonly isPrivate?: boolean;
    }
  | {
      readonly on: Entity;
      readonly changes: (input: Input) => Ids;
      readonly is?: Answered<Result>;
      /** `update` unless it has a word of its own. */
      readonly as?: AuditAction;
      /** Why it was done, where whoever does it has to say so. */
      readonly because?: (input: Input) => string;
      /** Whether lists look otherwise as well: in other order, longer, shorter. */
      readonly inLists?: boolean;
      /** Whether it is the caller's own: their other pages are told of it, and nobody else's. */
      readonly isPrivate?: boolean;
    };

/** What a single statement adds to a thing, as its procedure says it. */
export interface DeclaredAddition<Input> {
  readonly on: Entity;
  readonly changes: (input: Input) => string;
  /** What is added, for the log: nothing else is read for it. */
  readonly told: (input: Input) => AuditState;
}

/** How the house calls roles, whichever area gave them. */
const roles: Touched = { area: 'identity', entity: 'role', ids: null };

/** A change that one statement makes of one thing. */
export interface DeclaredChange<Input> {
  readonly on: Entity;
  readonly changes: (input: Input) => string;
}

/** What the thing was and what it is: the work has read the one, and makes the other. */
export interface ToldChange extends Pick<AuditedThing, 'projectId' | 'runId'> {
  readonly before: AuditState;
  readonly after: AuditState;
}

export function effectOf<Input, Result>(
  declared: DeclaredEffect<Input, Result>,
): Effect<Input, Result> {
  const { also = [] } = declared;
  const effect = also.map(workOf).reduce(withBoth, workOf(declared));
  if (!declared.givesRoles) return effect;
  // First, so that whoever gets a role hears of what it opens.
  return { ...effect, touches: (input, result) => [roles, ...effect.touches(input, result)] };
}

function withBoth<Input, Result>(
  one: Effect<Input, Result>,
  other: Effect<Input, Result>,
): Effect<Input, Result> {
  return {
    ...one,
    touches: (input, result) => [...one.touches(input, result), ...other.touches(input, result)],
    async watch(trx, input) {
      const first = await one.watch(trx, input);
      const second = await other.watch(trx, input);
      return async (result) => [...(await first(result)), ...(await second(result))];
    },
  };
}

function workOf<Input, Result>(declared: DeclaredWork<Input, Result>): Effect<Input, Result> {
  const { name, read } = declared.on;
  const lists: readonly Touched[] = [{ entity: name, ids: null }];
  if ('creates' in declared) {
    return {
      isPrivate: declared.isPrivate ?? false,
      touches: () => lists,
      watch: async (trx) => async (result) => {
        const { creates, is } = declared;
        const things = is ? [is(result)] : await read(trx, distinct(creates(result)));
        return things.map((thing) => entryOf(name, 'create', undefined, thing));
      },
    };
  }
  if ('removes' in declared) {
    return {
      touches: () => lists,
      async watch(trx, input) {
        const things = await read(trx, distinct(declared.removes(input)));
        return async () => things.map((thing) => entryOf(name, 'delete', thing, undefined));
      },
    };
  }
  if ('changed' in declared) {
    return {
      isPrivate: declared.isPrivate ?? false,
      touches: () => lists,
      watch: async (trx) => async (result) => {
        const things = await read(trx, distinct(declared.changed(result)));
        return things.map((thing) => entryOf(name, 'update', undefined, thing));
      },
    };
  }
  const { changes, is: answered, as = 'update', because, inLists, isPrivate = false } = declared;
  return {
    isPrivate,
    touches: (input) => (inLists ? lists : [{ entity: name, ids: distinct(changes(input)) }]),
    async watch(trx, input) {
      const ids = distinct(changes(input));
      const before = byId(await read(trx, ids));
      return async (result) => {
        const after = byId(answered ? [answered(result)] : await read(trx, ids));
        return ids.flatMap((id) => {
          const [was, is] = [before.get(id), after.get(id)];
          const differs = JSON.stringify(was?.state) !== JSON.stringify(is?.state);
          if (is === undefined || !differs) return [];
          const entry = entryOf(name, as, was, is);
          const told = because
            ? { ...entry, after: { ...entry.after, reason: because(input) } }
            : entry;
          // What goes to another project stands in the log of both.
          const left = was?.projectId;
          return left === undefined || left === is.projectId
            ? [told]
            : [{ ...told, projectId: left }, told];
        });
      };
    },
  };
}

export function additionOf<Input>({
  on: { name },
  changes,
  told,
}: DeclaredAddition<Input>): StatementEffect<Input, unknown> {
  return {
    touches: (input) => [{ entity: name, ids: [changes(input)] }],
    entry: (input) => ({
      action: 'update',
      entity: name,
      id: changes(input),
      before: null,
      after: told(input),
    }),
  };
}

export function changeOf<Input>({ on: { name }, changes }: DeclaredChange<Input>) {
  return {
    touches: (input: Input): readonly Touched[] => [{ entity: name, ids: [changes(input)] }],
    entry: (input: Input, told: ToldChange): AuditEntry => ({
      ...{ action: 'update', entity: name, id: changes(input) },
      ...told,
    }),
  };
}

function byId(things: readonly AuditedThing[]): ReadonlyMap<string, AuditedThing> {
  return new Map(things.map((thing) => [thing.id, thing]));
}

function distinct(ids: Ids): readonly string[] {
  return typeof ids === 'string' ? [ids] : [...new Set(ids)];
}

function entryOf(
  entity: string,
  action: AuditAction,
  before: AuditedThing | undefined,
  after: AuditedThing | undefined,
): AuditEntry {
  const thing = after ?? before;
  return {
    action,
    entity,
    id: thing?.id ?? null,
    before: before?.state ?? null,
    after: after?.state ?? null,
    projectId: thing?.projectId,
    runId: thing?.runId,
  };
}
