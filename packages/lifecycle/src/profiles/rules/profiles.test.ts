import { expect, test } from 'vitest';
import { namesInBody, requalify } from '../../adopt/rules/named-in-body.ts';
import { findProfile, recognizeProfiles } from './profiles.ts';

const recognized = (...tables: string[]) =>
  recognizeProfiles(new Set(tables)).map(({ name }) => name);

test('a profile is recognised by half of its landmarks, and not by words that anybody uses', () => {
  expect(recognized('users', 'projects', 'tasks', 'areas', 'roles', 'resources')).toEqual([]);
  expect(recognized('track_sessions', 'synopses')).toEqual(['tracks']);
  expect(recognized('track_sessions')).toEqual([]);
  expect(recognized('users_web', 'users_tg', 'time_entries')).toEqual(['time-legacy']);
  expect(recognized('alembic_version', 'stage_counts')).toEqual([]);
  expect(recognized('alembic_version', 'stage_counts', 'history_logs')).toEqual([
    'miniatures-legacy',
  ]);
  expect(findProfile('constructor')).toBeUndefined();
});

test('a body names tables alone, with their schema, quoted, and in texts; not in comments', () => {
  const body = `
    -- from roles
    /* from areas */
    SELECT a.tasks, "Users", other.projects FROM TASKS JOIN public . time_entries ON true
    WHERE EXECUTE 'select * from public."users_web"' AND tasks_done`;
  expect(
    namesInBody(body, [
      'roles',
      'areas',
      'tasks',
      'time_entries',
      'users_web',
      'Users',
      'projects',
    ]),
  ).toEqual({ qualified: ['time_entries', 'users_web'], bare: ['tasks', 'Users'] });
});

test('a name before a point is a schema or a table that stands elsewhere too, but for %TYPE', () => {
  const body = 'DECLARE x areas.id%TYPE; BEGIN SELECT * FROM runs.users WHERE tasks.id = 1';
  expect(namesInBody(body, ['areas', 'runs', 'tasks', 'users']).bare).toEqual(['areas']);
});

test('names get another schema, and nothing else changes', () => {
  expect(
    requalify(
      `SELECT * FROM public.tasks, PUBLIC."tasks", public.tasks_old, xpublic.tasks, a.public.tasks
       WHERE public.areas.id = 1`,
      ['tasks', 'areas'],
      'time',
    ),
  ).toBe(
    `SELECT * FROM "time".tasks, "time"."tasks", public.tasks_old, xpublic.tasks, a.public.tasks
       WHERE "time".areas.id = 1`,
  );
});
