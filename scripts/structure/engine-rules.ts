import { resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

/** The engine knows of no area: of the floors below it sees the kernels. Its tests may see more. */
export function* checkEngine({ path, place, imports }: PlacedFile): Generator<Violation> {
  if (place.floor !== 'engine' || place.kind !== 'production') return;
  for (const { specifier, line } of imports) {
    const to = resolveImport(path, specifier);
    if (to === undefined || /^packages\/(?:engine|(?:domain|db)\/src\/kernel)\//.test(to)) continue;
    yield {
      path,
      line,
      rule: 'engine',
      message: `imports ${specifier}. The engine imports kernels alone: have the area pass it in.`,
    };
  }
}
