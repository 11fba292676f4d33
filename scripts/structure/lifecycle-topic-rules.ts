import { resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

const source = 'packages/lifecycle/src/';

/**
 * The folders of the managed database, and which of the others each may import: from the ground up, so
 * that no two need each other. What several need goes further down.
 */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  files: ['errors'],
  terminal: [],
  catalog: [],
  profiles: [],
  server: ['errors'],
  embedded: ['errors'],
  scratch: ['errors', 'catalog', 'server'],
  migrate: ['errors', 'files', 'catalog', 'profiles', 'scratch', 'server'],
  records: ['catalog', 'profiles'],
  roles: ['catalog'],
  seed: ['errors', 'files', 'catalog', 'migrate'],
  convert: ['errors', 'catalog', 'migrate'],
  drift: ['errors', 'catalog', 'migrate', 'records', 'scratch', 'server'],
  repair: ['errors', 'catalog', 'drift', 'migrate', 'profiles', 'records', 'terminal'],
  adopt: ['errors', 'catalog', 'convert', 'drift', 'migrate', 'profiles', 'records', 'scratch'],
  lint: ['errors', 'catalog', 'migrate', 'scratch'],
  session: ['errors', 'files', 'server', 'embedded', 'terminal'],
  backup: ['errors', 'catalog', 'embedded', 'migrate', 'scratch', 'server', 'session', 'terminal'],
  rehearse: ['errors', 'backup', 'lint', 'migrate'],
};

const topicOf = (path: string): string | undefined =>
  path.startsWith(source) ? path.slice(source.length).split('/')[0] : undefined;

/** Who may import whom inside the package of the managed database; tests beside a file may more. */
export function* checkTopics(file: PlacedFile): Generator<Violation> {
  const topic = topicOf(file.path);
  if (topic === undefined || file.place.kind !== 'production') return;
  const violation = (line: number, message: string): Violation => ({
    path: file.path,
    line,
    rule: 'topic',
    message,
  });
  const allowed = mayImport[topic];
  if (allowed === undefined) {
    yield violation(
      1,
      `"${topic}" is no topic. Add it to scripts/structure/lifecycle-topic-rules.ts.`,
    );
    return;
  }
  for (const { specifier, line } of file.imports) {
    const path = resolveImport(file.path, specifier);
    const to = path === undefined ? undefined : topicOf(path);
    if (to === undefined || to === topic || allowed.includes(to)) continue;
    yield violation(
      line,
      `imports ${specifier}. ${topic} may not import ${to} (it may import: ${allowed.join(', ')}). ` +
        'Move what both need further down.',
    );
  }
}
