import { apps, type Floor, packageFolder, placeOf, resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

/** What each floor may import beside itself. `types` allows `import type` alone. */
const mayImport: Record<Floor, Partial<Record<Floor, 'all' | 'types'>>> = {
  domain: {},
  db: { domain: 'all' },
  lifecycle: { domain: 'all', db: 'all' },
  engine: { domain: 'all', db: 'all' },
  models: { domain: 'all' },
  api: { domain: 'all', db: 'all', lifecycle: 'all', engine: 'all', models: 'all' },
  server: { domain: 'all', db: 'all', lifecycle: 'all', engine: 'all', models: 'all', api: 'all' },
  cli: { domain: 'all', db: 'all', lifecycle: 'all', engine: 'all', models: 'all', api: 'all' },
  sdk: { domain: 'all', api: 'types' },
  web: { domain: 'all', sdk: 'all', api: 'types', lifecycle: 'types' },
  testkit: { domain: 'all', db: 'all', lifecycle: 'all' },
  root: {
    domain: 'all',
    db: 'all',
    lifecycle: 'all',
    engine: 'all',
    models: 'all',
    api: 'all',
    sdk: 'all',
    testkit: 'all',
  },
};

/**
 * Floors: domain ← db ← lifecycle, engine ← api ← server, cli, with models between domain and api; web and sdk see only
 * types of what is above the domain; an app is nobody's.
 */
export function* checkFloors(file: PlacedFile): Generator<Violation> {
  for (const { specifier, typeOnly, line } of file.imports) {
    const path = resolveImport(file.path, specifier);
    if (path === undefined) continue;
    const from = file.place.floor;
    const to = placeOf(path).floor;
    const violation = (rule: string, message: string): Violation => ({
      path: file.path,
      line,
      rule,
      message: `imports ${specifier}. ${message}`,
    });

    if (to === 'root' && file.place.kind === 'tooling') continue;
    // The typed client is also how tests speak to a server that listens.
    if (to === 'sdk' && file.place.kind === 'test') continue;
    if (from === to) {
      const folder = packageFolder(file.path);
      if (folder !== undefined && packageFolder(path) !== folder) {
        yield violation(
          'package-boundary',
          'Import it by its package name, not by a relative path.',
        );
      }
    } else if (apps.has(to)) {
      yield violation(
        'no-app-import',
        'Nothing imports an app: move what is shared into a package.',
      );
    } else if (specifier.startsWith('.') && to !== 'root') {
      yield violation('package-boundary', `Write @atelier/${to}/… instead of a relative path.`);
    } else if (to === 'testkit') {
      if (file.place.kind === 'production') {
        yield violation('testkit-in-production', 'The test kit is for tests only.');
      }
    } else {
      yield* checkFloorEdge(file, typeOnly, to, violation);
    }
  }
}

function* checkFloorEdge(
  { place }: PlacedFile,
  typeOnly: boolean,
  to: Floor,
  violation: (rule: string, message: string) => Violation,
): Generator<Violation> {
  const permission = mayImport[place.floor][to];
  if (permission === 'all') return;
  if (permission === undefined) {
    const allowed = Object.keys(mayImport[place.floor]).join(', ') || 'nothing';
    yield violation(
      'floor',
      `${place.floor} may not import ${to} (it may import: ${allowed}). ` +
        'Move the code down to the floor that both can see, or pass it in as an argument.',
    );
  } else if (!typeOnly && place.kind === 'production') {
    yield violation(
      'types-only',
      `${place.floor} sees only types of ${to}. Write \`import type { … }\`, or call it through the sdk.`,
    );
  }
}
