import { madeAgain, spelling } from './effects.ts';
import type { ObservedMigration, Scope } from './migration.ts';
import type { SchemaObject, SchemaState } from './schema-state.ts';

/**
 * How the rules judge what each migration changes, separately for its way up and its way down. On the way
 * up, everything that exists is known and has to be kept. On the way down, what the migration's own way up
 * made may be renamed and dropped; and when it is dropped as a whole (a table with its rows), what else is
 * done to it does not matter.
 *
 * @param migrations in the order in which they ran: the ways up, then the ways down
 */
export function scopesOf(
  migrations: readonly ObservedMigration[],
): ReadonlyMap<ObservedMigration, Scope> {
  const first = madeAgain(migrations.flatMap(({ statements }) => statements));
  const firstOf = (id: string): string => first.get(id) ?? id;
  const within = ({ objects }: SchemaState) => {
    const byFirst = new Map([...objects.values()].map((object) => [firstOf(object.id), object]));
    return (id: string): SchemaObject | undefined => byFirst.get(firstOf(id));
  };
  const ups = migrations.filter(({ direction }) => direction === 'up');
  const head = ups.map(lastState).at(-1);
  const inHead = head === undefined ? () => undefined : within(head);

  return new Map(
    migrations.map((migration) => {
      const standing = within(migration.base);
      const up = ups.find(({ name }) => name === migration.name);
      if (migration.direction === 'up' || up === undefined) {
        const isKnown = (id: string) => standing(id) !== undefined;
        const isNeverValidated = (id: string) => inHead(id)?.validated === false;
        return [migration, { isKnown, isKept: isKnown, isRestored: () => false, isNeverValidated }];
      }
      const before = within(up.base);
      const end = lastState(migration);
      const inEnd = within(end);
      const isKept = (id: string) => before(id) !== undefined;
      const wasUnvalidated = new Set(
        [...up.base.objects.values()].filter(isUnvalidated).map(spelling),
      );
      const scope: Scope = {
        isKnown: (id) => standing(id) !== undefined && (isKept(id) || inEnd(id) !== undefined),
        isKept,
        isRestored: (id) => inEnd(id)?.name === before(id)?.name,
        isNeverValidated(id) {
          const constraint = inEnd(id);
          return isUnvalidated(constraint) && !wasUnvalidated.has(spelling(constraint));
        },
      };
      return [migration, scope];
    }),
  );
}

const isUnvalidated = (object: SchemaObject | undefined): object is SchemaObject =>
  object?.validated === false;

const lastState = ({ base, statements }: ObservedMigration): SchemaState =>
  statements.at(-1)?.after ?? base;
