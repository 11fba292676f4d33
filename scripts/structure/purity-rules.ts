import { resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

/** The one library that the domain is written with: schemas, as pure as the rest. */
const domainLibraries = new Set(['zod']);

/** What reads the clock, chance or the surroundings, and so makes an answer differ from call to call. */
const impure = new Set([
  'new Date()',
  'Date()',
  'Date.now',
  'performance.now',
  'Math.random',
  'crypto.randomUUID',
  'crypto.getRandomValues',
  'setTimeout()',
  'setInterval()',
  'setImmediate()',
  'queueMicrotask()',
  'fetch()',
]);

/** The domain is pure: no libraries but zod, no clock, no randomness, no environment. */
export function* checkDomainPurity(file: PlacedFile): Generator<Violation> {
  if (file.place.floor !== 'domain' || file.place.kind !== 'production') return;
  const violation = (line: number, message: string): Violation => ({
    path: file.path,
    line,
    rule: 'domain-purity',
    message,
  });
  for (const { specifier, line } of file.imports) {
    if (resolveImport(file.path, specifier) !== undefined || domainLibraries.has(specifier))
      continue;
    yield violation(
      line,
      `imports ${specifier}. The domain is pure: do this on the floor above, and pass the result in.`,
    );
  }
  for (const { name, line } of file.globals) {
    if (!impure.has(name) && !/^(process|globalThis)\./.test(name)) continue;
    yield violation(line, `uses ${name}. Take the time, id or value as a parameter.`);
  }
}

/** The environment is read in one file, so that every setting can be found, checked and documented. */
export function* checkEnvironment(file: PlacedFile): Generator<Violation> {
  if (file.place.kind !== 'production' || file.path === 'apps/server/src/env.ts') return;
  const violation = (line: number, what: string): Violation => ({
    path: file.path,
    line,
    rule: 'process-env',
    message: `${what}. Read it in apps/server/src/env.ts and pass the value in.`,
  });
  for (const { name, line } of file.globals) {
    if (name === 'process.env' || name === 'globalThis.process')
      yield violation(line, `uses ${name}`);
  }
  for (const { specifier, line } of file.imports) {
    if (/^(node:)?process$/.test(specifier)) yield violation(line, `imports ${specifier}`);
  }
}
