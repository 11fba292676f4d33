import { existsSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { join } from 'node:path';
import { packageFolder, packageName } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

interface Manifest {
  readonly name?: string;
  readonly dependencies?: Record<string, string>;
  readonly optionalDependencies?: Record<string, string>;
  readonly peerDependencies?: Record<string, string>;
  readonly devDependencies?: Record<string, string>;
}

/** Hoisting finds a package that nobody declared, until a production install leaves it out. */
export function createDependencyCheck(root: string): (file: PlacedFile) => Generator<Violation> {
  const manifests = new Map<string, Manifest>();
  const manifestOf = (folder: string): Manifest => {
    const known = manifests.get(folder);
    if (known) return known;
    const path = join(root, folder, 'package.json');
    const read: Manifest = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')) : {};
    manifests.set(folder, read);
    return read;
  };

  return function* checkDependencies(file) {
    const folder = packageFolder(file.path);
    if (folder === undefined || file.place.kind !== 'production') return;
    const manifest = manifestOf(folder);
    const runtime = {
      ...manifest.dependencies,
      ...manifest.optionalDependencies,
      ...manifest.peerDependencies,
    };
    for (const { specifier, typeOnly, line } of file.imports) {
      if (specifier.startsWith('.') || specifier.startsWith('node:')) continue;
      // A bundler's own modules, such as Vite's virtual ones, are no packages.
      if (specifier.startsWith('virtual:') || builtinModules.includes(specifier)) continue;
      const name = packageName(specifier);
      const declared = name in runtime || name === manifest.name;
      if (declared || (typeOnly && name in (manifest.devDependencies ?? {}))) continue;
      yield {
        path: file.path,
        line,
        rule: 'undeclared-dependency',
        message: `imports ${specifier}. Add "${name}" to the ${typeOnly ? 'devDependencies' : 'dependencies'} of ${folder}/package.json.`,
      };
    }
  };
}
