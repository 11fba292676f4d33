/** Why no fix can be called so. */
export type FixNameProblem = 'pattern' | 'moment' | 'area' | 'too-early';

interface Surroundings {
  /** Areas that there are: a fix founds none. */
  readonly areas: readonly string[];
  /** The newest migration that is applied; the runner refuses what stands before it. */
  readonly newest: string | null;
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
 * A name for a fix of differences in these schemas: a second behind the newest migration. With the
 * present time it could stand behind one that was written before and comes with the next version.
 *
 * @param newest of all migrations, pending ones too
 */
export function makeFixName(schemas: ReadonlySet<string>, { areas, newest }: Surroundings): string {
  const [area = '', ...others] = schemas;
  const single = others.length === 0 && areas.includes(area) ? area : 'kernel';
  const behind = momentOf(newest?.slice(0, 14) ?? '') ?? new Date(0);
  return `${timeOf(new Date(behind.getTime() + 1_000))}_${single}_fix_drift`;
}

function momentOf(time: string): Date | undefined {
  const iso = time.replace(/^(....)(..)(..)(..)(..)(..)$/, '$1-$2-$3T$4:$5:$6Z');
  const moment = new Date(iso);
  return Number.isNaN(moment.getTime()) ? undefined : moment;
}

const timeOf = (moment: Date): string => moment.toISOString().replaceAll(/[-:T]|\.\d+Z$/g, '');
