import { expect, test } from 'vitest';
import { type FunctionContext, type FunctionText, findFunctionIds } from './function-ids.ts';
import { rewriteBody } from './rewrite-body.ts';

const columns: Record<string, string> = {
  'tasks.id': 'time.tasks',
  'tasks.project_id': 'time.projects',
  'projects.id': 'time.projects',
  'habits.task_id': 'time.tasks',
};

const context: FunctionContext = {
  columnPoints: (table, column) => columns[`${table}.${column}`],
  tables: new Set(['tasks', 'projects', 'habits']),
  pointsByName: (name) => (/^(p_)?task_ids?$/.test(name) ? 'time.tasks' : undefined),
  idTypes: new Set(['integer', 'int', 'bigint']),
  told: {},
};

const plpgsql = (body: string, ...names: string[]): FunctionText => ({
  language: 'plpgsql',
  body,
  parameters: names.map((name) => ({ name, mayHold: true, isResult: false })),
  triggerTables: ['tasks'],
});

const found = (text: FunctionText, told: FunctionContext['told'] = {}) => {
  const ids = findFunctionIds(text, { ...context, told });
  const named = [...ids.variables].filter(([name]) => !name.startsWith('$'));
  return { ...Object.fromEntries(named), returns: ids.returns };
};

test.each([
  ['its name', 'BEGIN END', { task_id: 'time.tasks' }, ['task_id', 'weight']],
  ['a comparison', 'BEGIN PERFORM 1 FROM tasks t WHERE t.id = a; END', { a: 'time.tasks' }, ['a']],
  [
    'one the other way',
    'BEGIN PERFORM 1 FROM projects WHERE a <> id; END',
    { a: 'time.projects' },
    ['a'],
  ],
  ['ANY', 'BEGIN PERFORM 1 FROM tasks t WHERE t.id = ANY (a); END', { a: 'time.tasks' }, ['a']],
  [
    'IS DISTINCT',
    'BEGIN PERFORM 1 FROM tasks t WHERE t.id IS NOT DISTINCT FROM a; END',
    { a: 'time.tasks' },
    ['a'],
  ],
  [
    'an INSERT',
    `BEGIN INSERT INTO habits (note, task_id) VALUES ('x', a); END`,
    { a: 'time.tasks' },
    ['a'],
  ],
  ['an UPDATE', 'BEGIN UPDATE tasks SET project_id = a; END', { a: 'time.projects' }, ['a']],
  [
    'INTO',
    'DECLARE v int; BEGIN SELECT 1, t.id INTO STRICT n, v FROM tasks t; END',
    { v: 'time.tasks' },
    ['n'],
  ],
  [
    'RETURNING',
    'DECLARE v int; BEGIN INSERT INTO tasks (x) VALUES (1) RETURNING project_id INTO v; END',
    { v: 'time.projects' },
    [],
  ],
  [
    'another variable',
    'DECLARE v int; w int; BEGIN v := NEW.id; w := v; END',
    { v: 'time.tasks', w: 'time.tasks' },
    [],
  ],
  [
    'a type of a column',
    'DECLARE v tasks.id%TYPE; w int; BEGIN w := v; END',
    { v: 'time.tasks', w: 'time.tasks' },
    [],
  ],
] as const)('an id is known by %s', (_, body, expected, names) => {
  expect(found(plpgsql(body, ...names))).toEqual({ ...expected, returns: undefined });
});

test('a number stays one: counts, arithmetic, columns of others', () => {
  const body = `DECLARE n int; m integer := 3; BEGIN
    SELECT count(*) INTO n FROM tasks; m := n + 1; SELECT other.id INTO m FROM other; END`;
  expect(found(plpgsql(body))).toEqual({ returns: undefined });
});

test('what is returned is an id when a variable or column of ids is', () => {
  expect(found(plpgsql('BEGIN RETURN task_id; END', 'task_id')).returns).toBe('time.tasks');
  expect(found(plpgsql('BEGIN RETURN (SELECT p.id FROM projects p); END')).returns).toBe(
    'time.projects',
  );
  expect(
    found({ ...plpgsql('SELECT max(id) FROM tasks'), language: 'sql' }).returns,
  ).toBeUndefined();
  expect(found({ ...plpgsql('SELECT id FROM tasks'), language: 'sql' }).returns).toBe('time.tasks');
});

test('the operator has the last word', () => {
  const text = plpgsql('BEGIN END', 'task_id', 'x');
  expect(found(text, { task_id: null, x: 'time.projects' })).toEqual({
    x: 'time.projects',
    returns: undefined,
  });
});

test('types and numbers are rewritten, and come back', () => {
  const body = `DECLARE v_inbox CONSTANT integer := 1; n int := 2; BEGIN -- integer
    IF NEW.project_id = v_inbox OR NEW.project_id IN (2, 3) THEN n := 4; END IF;
    RAISE NOTICE 'project_id = 7'; END`;
  const text = plpgsql(body);
  const ids = findFunctionIds(text, context);
  const typeOf = () => 'uuid';
  const there = rewriteBody(text, ids, context, { typeOf, target: 'uuid' });
  expect(
    there,
  ).toBe(`DECLARE v_inbox CONSTANT uuid := lifecycle.id_of('time.projects', 1); n int := 2; BEGIN -- integer
    IF NEW.project_id = v_inbox OR NEW.project_id IN (lifecycle.id_of('time.projects', 2), lifecycle.id_of('time.projects', 3)) THEN n := 4; END IF;
    RAISE NOTICE 'project_id = 7'; END`);
  const back = { ...context, idTypes: new Set(['uuid']) };
  const again = { ...text, body: there };
  expect(
    rewriteBody(again, findFunctionIds(again, back), back, {
      typeOf: () => 'integer',
      target: 'integer',
    }),
  ).toBe(body);
});
