import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type Area, areas } from '@atelier/domain/kernel/areas.ts';
import type { AllowedEdge } from './allowed-edges.ts';
import { packageFolder, placeOf, resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

const edgesFile = 'scripts/structure/allowed-edges.ts';

/** What every area may import; the kernel may import nothing but itself. */
const foundations: readonly Area[] = ['kernel', 'identity'];

const edgeKey = (from: Area, to: Area): string => `${from} → ${to}`;

/**
 * Areas: each imports itself, the kernel and identity, or what an allowed edge says.
 *
 * @param used is filled with the allowed edges that were needed
 */
export function* checkAreas(
  file: PlacedFile,
  edges: readonly AllowedEdge[],
  used: Set<AllowedEdge>,
): Generator<Violation> {
  const from = file.place.area;
  if (from === undefined) return;
  for (const { specifier, line } of file.imports) {
    const path = resolveImport(file.path, specifier);
    if (path === undefined) continue;
    const to = placeOf(path).area;
    const violation = (rule: string, message: string): Violation => ({
      path: file.path,
      line,
      rule,
      message: `imports ${specifier}. ${message}`,
    });

    if (to === undefined) {
      if (file.place.kind === 'production' && isCompositionBeside(file.path, path)) {
        yield violation('area', `${from} may not import what composes the areas; turn it round.`);
      }
      continue;
    }
    if (to === from || (from !== 'kernel' && foundations.includes(to))) continue;
    const edge = edges.find(
      (each) =>
        each.from === from &&
        each.to === to &&
        (each.floor === undefined || each.floor === file.place.floor),
    );
    if (edge) {
      used.add(edge);
    } else if (from === 'kernel') {
      yield violation(
        'kernel',
        `The kernel imports no area: have ${to} pass it in, or register it.`,
      );
    } else {
      yield violation(
        'area',
        `${from} may not import ${to}. Move what both need into the kernel, ` +
          `or argue the edge in an ADR and add it to ${edgesFile}.`,
      );
    }
  }
}

/** A file directly in `src` of the same package; in apps/server all of them are composition. */
function isCompositionBeside(from: string, to: string): boolean {
  const folder = packageFolder(from);
  return (
    folder !== undefined &&
    to.startsWith(`${folder}/src/`) &&
    !to.slice(folder.length + 5).includes('/')
  );
}

/** A line in the list of allowed edges needs its decision record, and somebody who uses it. */
export function* checkAllowedEdges(
  root: string,
  edges: readonly AllowedEdge[],
  used: ReadonlySet<AllowedEdge>,
): Generator<Violation> {
  for (const edge of edges) {
    const name = edgeKey(edge.from, edge.to);
    const violation = (message: string): Violation => ({
      path: edgesFile,
      line: 1,
      rule: 'allowed-edge',
      message: `${name}: ${message}`,
    });
    if (!/^\d{4}-[a-z0-9-]+\.md$/.test(edge.adr) || !existsSync(join(root, 'docs/adr', edge.adr))) {
      yield violation(`there is no docs/adr/${edge.adr}. Write the ADR that argues for the edge.`);
    }
    if (!used.has(edge)) yield violation('nobody uses the edge. Remove the line.');
  }
}

/** The folders of a floor are areas, the same names on each. */
export function* checkAreaFolder(file: PlacedFile): Generator<Violation> {
  const match = /^(?:packages\/(?:domain|db|api)|apps\/(?:web|cli))\/src\/([^/]+)\//.exec(
    file.path,
  );
  const folder = match?.[1];
  if (folder === undefined || areas.some((area) => area === folder)) return;
  yield {
    path: file.path,
    line: 1,
    rule: 'area-folder',
    message: `"${folder}" is no area. Put the file into one of: ${areas.join(', ')}.`,
  };
}
