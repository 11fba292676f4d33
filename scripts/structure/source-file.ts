import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type ESTree, parseSync, Visitor } from 'vite';

/** One import, re-export, dynamic import or `import('…')` type. */
export interface Import {
  readonly specifier: string;
  readonly typeOnly: boolean;
  readonly line: number;
}

/** A global thing that is used: `Date.now`, `new Date()`, `process.env`, `Math.random`… */
export interface GlobalUse {
  readonly name: string;
  readonly line: number;
}

export interface SourceFile {
  /** From the root, with `/` on every platform. */
  readonly path: string;
  readonly lineCount: number;
  readonly imports: readonly Import[];
  readonly globals: readonly GlobalUse[];
  /** Holds nothing but re-exports of other files. */
  readonly isBarrel: boolean;
}

/** Objects whose members are noted, because a rule asks for one of them. */
const watchedObjects = new Set(['Date', 'Math', 'process', 'crypto', 'performance', 'globalThis']);

/**
 * Parses a file with the parser that Vite brings (TypeScript 7 has no compiler API): a real syntax
 * tree, so that a word in a comment or a string is never taken for an import.
 */
export function readSourceFile(root: string, path: string): SourceFile {
  const text = readFileSync(join(root, path), 'utf8');
  const { program, errors } = parseSync(path, text);
  const [error] = errors;
  if (error) throw new Error(`${path}: ${error.message}`);

  const lineAt = lineCounter(text);
  const imports: Import[] = [];
  const globals: GlobalUse[] = [];
  const note = (source: ESTree.Expression | null, typeOnly: boolean) => {
    if (source?.type !== 'Literal' || typeof source.value !== 'string') return;
    imports.push({ specifier: source.value, typeOnly, line: lineAt(source.start) });
  };
  const use = (name: string, node: { start: number }) =>
    globals.push({ name, line: lineAt(node.start) });

  new Visitor({
    ImportDeclaration: (node) => note(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => note(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => note(node.source, false),
    TSImportType: (node) => note(node.source, true),
    NewExpression(node) {
      // `new Date(value)` only converts; without an argument it reads the clock.
      if (isNamed(node.callee, 'Date') && node.arguments.length === 0) use('new Date()', node);
    },
    CallExpression(node) {
      if (node.callee.type === 'Identifier') use(`${node.callee.name}()`, node);
    },
    MemberExpression(node) {
      const { object, property } = node;
      if (object.type !== 'Identifier' || !watchedObjects.has(object.name)) return;
      if (property.type === 'Identifier') use(`${object.name}.${property.name}`, node);
      else if (property.type === 'Literal') use(`${object.name}.${property.value}`, node);
    },
    VariableDeclarator({ id, init }) {
      // const { env } = process
      if (id.type !== 'ObjectPattern' || init?.type !== 'Identifier') return;
      if (!watchedObjects.has(init.name)) return;
      for (const property of id.properties) {
        if (property.type === 'Property' && property.key.type === 'Identifier') {
          use(`${init.name}.${property.key.name}`, property);
        }
      }
    },
  }).visit(program);

  return {
    path,
    lineCount: lineAt(text.trimEnd().length),
    imports,
    globals,
    isBarrel: isBarrel(program),
  };
}

function isNamed(node: { type: string; name?: unknown }, name: string): boolean {
  return node.type === 'Identifier' && node.name === name;
}

function isBarrel({ body }: ESTree.Program): boolean {
  return (
    body.length > 0 &&
    body.every(
      (node) =>
        node.type === 'ExportAllDeclaration' ||
        (node.type === 'ExportNamedDeclaration' && node.source !== null),
    )
  );
}

function lineCounter(text: string): (offset: number) => number {
  const starts = [0];
  for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => starts.findLastIndex((start) => start <= offset) + 1;
}
