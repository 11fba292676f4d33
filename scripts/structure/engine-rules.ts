import { resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

/** The engine and the models know of no area: of the floors below they see the kernels. Their tests may see more. */
export function* checkEngine({ path, place, imports }: PlacedFile): Generator<Violation> {
  const { floor, kind } = place;
  if ((floor !== 'engine' && floor !== 'models') || kind !== 'production') return;
  for (const { specifier, line } of imports) {
    const to = resolveImport(path, specifier);
    if (to === undefined || to.startsWith(`packages/${floor}/`)) continue;
    if (/^packages\/(?:domain|db)\/src\/kernel\//.test(to)) continue;
    yield {
      path,
      line,
      rule: floor,
      message: `imports ${specifier}. It imports kernels alone: have the area pass it in.`,
    };
  }
}
