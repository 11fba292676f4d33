/** Why no fix can be called so. */
export type FixNameProblem = 'pattern' | 'moment' | 'area' | 'too-early';

interface Surroundings {
  /** Areas that there are: a fix founds none. */
  readonly areas: readonly string[];
  /** The newest migration that is applied; the runner refuses what stands before it. */
  readonly newest: string | null;
  /** Migrations that are not applied, oldest first. */
  readonly pending?: readonly string[];
}

/** What keeps a migration that fixes from being called `name`; undefined when nothing does. */
export function fixNameProblem(
  name: string,
  { areas, newest }: Surroundings,
): FixNameProblem | undefined {
  const [, time = '', area = ''] = /^(\d{14})_([a-z]+)_[a-z0-9_]+$/.exec(name) ?? [];
  if (time === '') return 'pattern';
  const moment = momentOf(time);
  if (moment === undefined || timeOf(moment) !== time) return 'moment';
  if (!areas.includes(area)) return 'area';
  return newest !== null && name <= newest ? 'too-early' : undefined;
}

/**
 * A name for a fix of differences in these schemas: one second after the newest applied migration, since
 * the database was compared with what those build; pending migrations build on the result. If there is no
 * room before the pending ones, it comes after all of them. With the present time in its name, it could
 * come after a migration that is already written and arrives with the next version.
 */
export function makeFixName(
  schemas: ReadonlySet<string>,
  { areas, newest, pending = [] }: Surroundings,
): string {
  const [area = '', ...others] = schemas;
  const single = others.length === 0 && areas.includes(area) ? area : 'kernel';
  const aSecondBehind = (name: string | null | undefined): string => {
    const moment = momentOf(name?.slice(0, 14) ?? '') ?? new Date(0);
    return `${timeOf(new Date(moment.getTime() + 1_000))}_${single}_fix_drift`;
  };
  const name = aSecondBehind(newest);
  const next = pending.find((each) => each > (newest ?? ''));
  return next === undefined || name < next ? name : aSecondBehind(pending.at(-1));
}

function momentOf(time: string): Date | undefined {
  const iso = time.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const timeOf = (moment: Date): string => moment.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, '');
