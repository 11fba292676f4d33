import { posix } from 'node:path';
import { type Area, areas } from '@atelier/domain/kernel/areas.ts';

/** The floors, and what stands beside them. `root` is the tooling: scripts and configuration. */
export const floors = [
  'domain',
  'db',
  'lifecycle',
  'engine',
  'models',
  'api',
  'server',
  'cli',
  'sdk',
  'web',
  'testkit',
  'root',
] as const;
export type Floor = (typeof floors)[number];

/** Floors that start as programs; nothing imports one. */
export const apps: ReadonlySet<Floor> = new Set(['server', 'cli', 'web']);

export interface Place {
  readonly floor: Floor;
  /** Undefined for a file that composes the areas, such as `api/src/root.ts`. */
  readonly area: Area | undefined;
  /** `tooling` is a floor's own configuration, such as `vite.config.ts`. */
  readonly kind: 'production' | 'test' | 'tooling';
}

/** Where a file of the repository belongs; its path is from the root. */
export function placeOf(path: string): Place {
  const [group, name, folder, ...rest] = path.split('/');
  const floor = floors.find((each) => each === name);
  if ((group !== 'packages' && group !== 'apps') || floor === undefined) {
    return { floor: 'root', area: undefined, kind: isTestFile(path) ? 'test' : 'tooling' };
  }
  const area = areaOf(floor, rest);
  if (folder === 'tests' || folder === 'e2e' || isTestFile(path)) {
    // Beside its source a test is its area's; in `tests/` it may put several areas together.
    return { floor, area: folder === 'src' ? area : undefined, kind: 'test' };
  }
  if (folder === 'src') return { floor, area, kind: floor === 'testkit' ? 'test' : 'production' };
  // Migrations are one ordered list for all areas.
  return { floor, area: undefined, kind: folder === 'migrations' ? 'production' : 'tooling' };
}

/** The package of the managed database is one area's, with a folder for each topic instead. */
function areaOf(floor: Floor, rest: readonly string[]): Area | undefined {
  if (floor === 'lifecycle') return 'lifecycle';
  return rest.length > 1 ? areas.find((each) => each === rest[0]) : undefined;
}

function isTestFile(path: string): boolean {
  return /\.test\.tsx?$/.test(path);
}

/** The file of the repository that an import names, or undefined for a package from the registry. */
export function resolveImport(from: string, specifier: string): string | undefined {
  if (specifier.startsWith('.')) return posix.join(posix.dirname(from), specifier);
  const match = /^@atelier\/([^/]+)(?:\/(.*))?$/.exec(specifier);
  if (!match) return undefined;
  const [, name = '', rest = ''] = match;
  const group = floors.some((floor) => floor === name && apps.has(floor)) ? 'apps' : 'packages';
  return `${group}/${name}/src/${rest}`;
}

/** The folder of the package or app that a file belongs to; undefined for the root's own files. */
export function packageFolder(path: string): string | undefined {
  return /^(?:packages|apps)\/[^/]+/.exec(path)?.[0];
}

/** `knex` of `knex/lib/x`, `@trpc/server` of `@trpc/server/http`. */
export function packageName(specifier: string): string {
  return specifier.split('/', specifier.startsWith('@') ? 2 : 1).join('/');
}
