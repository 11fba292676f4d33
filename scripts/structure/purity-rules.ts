import { resolveImport } from './place.ts';
import type { PlacedFile, Violation } from './violation.ts';

/** What rules may be written with, as pure as they are: schemas, and the meta-model of BPMN with its reader. */
const pureLibraries = new Set(['zod', 'bpmn-moddle']);

/**
 * Languages that the steps of a suite are written in, and their formats: computed from what is passed in, with what
 * they could reach beyond it shut off (ADR 112).
 */
const stepLibraries = new Set([
  '@xmldom/xmldom',
  'ajv',
  'ajv/dist/2020.js',
  'ajv-formats',
  'croner',
  'json-p3',
  'jsonata',
  're2js',
  'xpath',
  'yaml',
]);
const isOfSteps = (path: string): boolean => path.startsWith('packages/domain/src/orchestra/');

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

/** The domain, the decisions of the managed database (a folder `rules` in each of its topics), the engine's and the models'. */
const isPure = ({ path, place }: PlacedFile): boolean =>
  place.kind === 'production' && (place.floor === 'domain' || isRule(path));

const isPurePath = (path: string): boolean => path.startsWith('packages/domain/') || isRule(path);

const isRule = (path: string): boolean =>
  /^packages\/(?:lifecycle\/src\/(?:.+\/rules|errors)|(?:engine|models)\/src\/rules)\//.test(path);

/** What is pure has no libraries but those, no clock, no randomness, no environment, and imports its like. */
export function* checkPurity(file: PlacedFile): Generator<Violation> {
  if (!isPure(file)) return;
  const violation = (line: number, message: string): Violation => ({
    path: file.path,
    line,
    rule: 'purity',
    message,
  });
  for (const { specifier, line } of file.imports) {
    const path = resolveImport(file.path, specifier);
    // Who imports whom within the domain, and what is above it, is said by floors and areas.
    if (path !== undefined && (file.place.floor === 'domain' || isPurePath(path))) continue;
    if (pureLibraries.has(specifier)) continue;
    if (isOfSteps(file.path) && stepLibraries.has(specifier)) continue;
    yield violation(
      line,
      `imports ${specifier}. This is pure: do it in a file outside, and pass the result in.`,
    );
  }
  for (const { name, line } of file.globals) {
    if (!impure.has(name) && !/^(process|globalThis)\./.test(name)) continue;
    yield violation(line, `uses ${name}. Take the time, id or value as a parameter.`);
  }
}

const environmentFile = 'packages/lifecycle/src/session/env.ts';

/** The environment is read in one file, so that every setting can be found, checked and documented. */
export function* checkEnvironment(file: PlacedFile): Generator<Violation> {
  if (file.place.kind !== 'production' || file.path === environmentFile) return;
  const violation = (line: number, what: string): Violation => ({
    path: file.path,
    line,
    rule: 'process-env',
    message: `${what}. Read it in ${environmentFile} and pass the value in.`,
  });
  for (const { name, line } of file.globals) {
    if (name === 'process.env' || name === 'globalThis.process')
      yield violation(line, `uses ${name}`);
  }
  for (const { specifier, line } of file.imports) {
    if (/^(node:)?process$/.test(specifier)) yield violation(line, `imports ${specifier}`);
  }
}
