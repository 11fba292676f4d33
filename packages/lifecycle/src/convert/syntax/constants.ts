import { type Branch, isList, namesOf, nodeOf, stringNode, type Tree, textOf } from './tree.ts';

/** The digits of a constant number, also in quotes and with a cast: `7`, `'7'::bigint`. */
export function numberOf(tree: Tree): string | undefined {
  const cast = nodeOf(tree, 'TypeCast');
  if (cast !== undefined) {
    return isInteger(cast.typeName) ? (numberOf(cast.arg) ?? digits(cast.arg)) : undefined;
  }
  const constant = nodeOf(tree, 'A_Const');
  const small = nodeOf(constant, 'ival');
  if (small !== undefined) return String(small.ival ?? 0);
  const large = textOf(nodeOf(constant, 'fval')?.fval);
  return large !== undefined && /^-?\d+$/.test(large) ? large : undefined;
}

function digits(tree: Tree): string | undefined {
  const text = textOf(nodeOf(nodeOf(tree, 'A_Const'), 'sval')?.sval);
  return text !== undefined && /^-?\d+$/.test(text) ? text : undefined;
}

/** The numbers of a constant array: `ARRAY[1, 2]`, `'{1,2}'::integer[]`, `(1, 2)` behind IN. */
export function numbersOf(tree: Tree): readonly string[] | undefined {
  const cast = nodeOf(tree, 'TypeCast');
  if (cast !== undefined) {
    const text = textOf(nodeOf(nodeOf(cast.arg, 'A_Const'), 'sval')?.sval);
    if (!isInteger(cast.typeName)) return undefined;
    if (text === undefined) return numbersOf(cast.arg);
    const inside = /^\{(|-?\d+(,-?\d+)*)\}$/.exec(text)?.[1];
    return inside === undefined ? undefined : inside.split(',').filter(Boolean);
  }
  const elements = nodeOf(tree, 'A_ArrayExpr')?.elements ?? nodeOf(tree, 'List')?.items;
  if (!isList(elements)) return undefined;
  const numbers = elements.map(numberOf);
  return numbers.every((each) => each !== undefined) ? numbers : undefined;
}

function isInteger(typeName: Tree): boolean {
  const name = namesOf(isListed(typeName)).at(-1);
  return name !== undefined && ['int2', 'int4', 'int8'].includes(name);
}

const isListed = (typeName: Tree): Tree =>
  typeof typeName === 'object' && typeName !== null && 'names' in typeName
    ? typeName.names
    : undefined;

/** `lifecycle.id_of('time.tasks', 7)` */
export function idOfCall(table: string, number: string): Branch {
  return {
    FuncCall: {
      funcname: [stringNode('lifecycle'), stringNode('id_of')],
      args: [{ A_Const: { sval: { sval: table } } }, numberNode(number)],
      funcformat: 'COERCE_EXPLICIT_CALL',
    },
  };
}

/** An array of such calls, which may be empty. */
export function idArray(table: string, numbers: readonly string[]): Branch {
  const elements = numbers.map((number) => idOfCall(table, number));
  return {
    TypeCast: {
      arg: { A_ArrayExpr: { elements } },
      typeName: {
        names: [stringNode('uuid')],
        typemod: -1,
        arrayBounds: [{ Integer: { ival: -1 } }],
      },
    },
  };
}

/** The number in a call of {@link idOfCall}, as PostgreSQL prints it too; undefined for anything else. */
export function numberInCall(tree: Tree): string | undefined {
  const call = nodeOf(tree, 'FuncCall');
  if (namesOf(call?.funcname).join('.') !== 'lifecycle.id_of' || !isList(call?.args))
    return undefined;
  return numberOf(call.args[1]);
}

export function numberNode(number: string): Branch {
  return { A_Const: { fval: { fval: number } } };
}
