import type { SyntaxTree } from './rules/syntax-tree.ts';

/** One statement of a text. */
export interface ParsedStatement {
  /** With the comments before it, without the semicolon. */
  readonly text: string;
  readonly tree: SyntaxTree;
}

/** What the parser answers; its offsets count bytes. */
interface ParseResult {
  readonly stmts?: readonly {
    readonly stmt: SyntaxTree;
    readonly stmt_location?: number;
    readonly stmt_len?: number;
  }[];
}

/** Loaded when it is needed: it is a megabyte of WebAssembly, which few commands use. */
async function parse(sql: string): Promise<ParseResult> {
  const parser = await import('pgsql-parser');
  return (await parser.parse(sql)) as ParseResult;
}

/**
 * The statements of an SQL text, with PostgreSQL's own parser (of version 18, whatever the server is).
 *
 * @throws the parser's syntax error
 */
export async function parseStatements(sql: string): Promise<readonly ParsedStatement[]> {
  const { stmts = [] } = await parse(sql);
  const bytes = Buffer.from(sql);
  let from = 0;
  return stmts.map(({ stmt, stmt_location = 0, stmt_len }, index) => {
    // No length: up to the end. A comment behind the last statement belongs to it.
    const end = stmt_len ? stmt_location + stmt_len : bytes.length;
    const upTo = index === stmts.length - 1 ? bytes.length : end;
    const text = bytes.subarray(from, upTo).toString();
    from = end + 1;
    return { text: text.trim(), tree: stmt };
  });
}

/** The tree of a condition, such as that of a CHECK. */
export async function parseCondition(sql: string): Promise<SyntaxTree | undefined> {
  const { stmts = [] } = await parse(`SELECT ${sql}`);
  const select = stmts[0]?.stmt.SelectStmt as SelectOfOne | undefined;
  return select?.targetList[0]?.ResTarget?.val;
}

interface SelectOfOne {
  readonly targetList: readonly { readonly ResTarget?: { readonly val?: SyntaxTree } }[];
}
