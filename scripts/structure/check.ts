import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AllowedEdge } from './allowed-edges.ts';
import { checkAllowedEdges, checkAreaFolder, checkAreas } from './area-rules.ts';
import { findCircles } from './circle-rules.ts';
import { createDependencyCheck } from './dependency-rules.ts';
import { checkEngine } from './engine-rules.ts';
import { checkFloors } from './floor-rules.ts';
import { checkTopics } from './lifecycle-topic-rules.ts';
import { placeOf } from './place.ts';
import { checkEnvironment, checkPurity } from './purity-rules.ts';
import { checkShape } from './shape-rules.ts';
import { readSourceFile } from './source-file.ts';
import type { PlacedFile, Violation } from './violation.ts';

const skippedFolders = new Set([
  'node_modules',
  'dist',
  'build',
  'coverage',
  'data',
  'test-results',
]);

export interface StructureReport {
  readonly fileCount: number;
  readonly violations: readonly Violation[];
}

/** Holds the source under `root` against the rules of who may import whom. */
export function checkStructure(root: string, edges: readonly AllowedEdge[]): StructureReport {
  const violations: Violation[] = [];
  const used = new Set<AllowedEdge>();
  const checkDependencies = createDependencyCheck(root);
  const files: PlacedFile[] = [];
  const paths = sourcePaths(root);
  for (const path of paths) {
    const file: PlacedFile = { ...readSourceFile(root, path), place: placeOf(path) };
    files.push(file);
    violations.push(
      ...checkFloors(file),
      ...checkAreas(file, edges, used),
      ...checkAreaFolder(file),
      ...checkTopics(file),
      ...checkEngine(file),
      ...checkPurity(file),
      ...checkEnvironment(file),
      ...checkDependencies(file),
      ...checkShape(file),
    );
  }
  violations.push(...checkAllowedEdges(root, edges, used), ...findCircles(files));
  return { fileCount: paths.length, violations };
}

function sourcePaths(root: string): string[] {
  const inside = (folder: string): string[] =>
    readdirSync(join(root, folder), { withFileTypes: true })
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) {
          return skippedFolders.has(entry.name) || entry.name.startsWith('.') ? [] : inside(path);
        }
        return /\.(?:ts|tsx|js|jsx|mjs|cjs)$/.test(entry.name) ? [path] : [];
      });
  return ['apps', 'packages', 'scripts']
    .filter((each) => existsSync(join(root, each)))
    .flatMap(inside);
}
