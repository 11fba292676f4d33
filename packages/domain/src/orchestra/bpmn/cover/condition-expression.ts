import { bpmnError } from '../errors.ts';

export type Expression =
  | { readonly kind: 'name'; readonly name: string }
  | { readonly kind: 'not'; readonly of: Expression }
  | { readonly kind: 'and' | 'or'; readonly of: readonly Expression[] };

const token = /\s*(?:([()])|"([^"]*)"|([^\s()"]+))/y;
const maxDepth = 50;

/**
 * Reads names with `and`, `or`, `not` and parentheses; `not` binds closest, then `and`. A name with spaces stands in
 * quotation marks.
 * @throws ERR_COVERAGE_EXPRESSION { expression, position } where it is not one, or a name is not known
 */
export function parseExpression(text: string, isKnown: (name: string) => boolean): Expression {
  let at = 0;
  const fault = (position: number) =>
    bpmnError('ERR_COVERAGE_EXPRESSION', {
      expression: text.slice(0, 200),
      position: position + 1,
    });
  const next = (): { readonly word: string; readonly isQuoted: boolean; readonly end: number } => {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) {
      if (text.slice(at).trim() !== '') throw fault(at);
      return { word: '', isQuoted: false, end: text.length };
    }
    const [, mark, quoted, word] = match;
    return {
      word: mark ?? quoted ?? word ?? '',
      isQuoted: quoted !== undefined,
      end: token.lastIndex,
    };
  };
  const takes = (expected: string): boolean => {
    const { word, isQuoted, end } = next();
    if (isQuoted || word.toLowerCase() !== expected) return false;
    at = end;
    return true;
  };
  const list = (kind: 'and' | 'or', part: () => Expression): Expression => {
    const first = part();
    const of = [first];
    while (takes(kind)) of.push(part());
    return of.length === 1 ? first : { kind, of };
  };
  const single = (depth: number): Expression => {
    if (depth > maxDepth) throw fault(at);
    if (takes('not')) return { kind: 'not', of: single(depth + 1) };
    if (takes('(')) {
      const inner = any(depth + 1);
      if (!takes(')')) throw fault(at);
      return inner;
    }
    const { word, isQuoted, end } = next();
    if (word === '' || (!isQuoted && /^(?:and|or|[()])$/i.test(word))) throw fault(at);
    if (!isKnown(word)) throw fault(at);
    at = end;
    return { kind: 'name', name: word };
  };
  const any = (depth: number): Expression => list('or', () => list('and', () => single(depth)));
  const expression = any(0);
  if (text.slice(at).trim() !== '') throw fault(at);
  return expression;
}
