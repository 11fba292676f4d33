import type { Excluding } from '../cover/exclusions.ts';
import type { GuidedWalks } from '../cover/guided-walk.ts';
import type { Region } from '../cover/parts.ts';
import { edgesOf, type Walk } from '../cover/walk.ts';

/** How many ways are built for one target before it is given up. */
const maxTries = 60;

export interface Search {
  readonly region: Region;
  readonly walks: GuidedWalks;
  readonly excluding: Excluding | undefined;
  readonly worth: (key: string) => number;
}

/**
 * A way over some edges and not over others that no exclusion forbids. Where one does, the search goes on without one
 * of the edges that do not go together, or over one that makes a condition true.
 */
export function findAllowed(
  { region, walks, excluding, worth }: Search,
  over: readonly string[],
  without: readonly string[],
): Walk | undefined {
  const open: { over: readonly string[]; without: ReadonlySet<string> }[] = [
    { over, without: new Set(without) },
  ];
  for (let tries = 0; tries < maxTries; tries += 1) {
    const guide = open.pop();
    if (!guide) return undefined;
    const walk = walks.find(region, { ...guide, worth });
    if (!walk) continue;
    const taken = new Set([...edgesOf(walk)].map(({ key }) => key));
    const repairs = excluding?.(taken) ?? [];
    if (repairs.length === 0) return walk;
    // The last is tried first.
    for (const repair of repairs.toReversed()) {
      if ('over' in repair) {
        if (guide.without.has(repair.over) || guide.over.includes(repair.over)) continue;
        open.push({ ...guide, over: [...guide.over, repair.over] });
      } else if (!guide.over.includes(repair.without)) {
        open.push({ ...guide, without: new Set([...guide.without, repair.without]) });
      }
    }
  }
  return undefined;
}
