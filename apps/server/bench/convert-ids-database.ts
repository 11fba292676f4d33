import { connect } from '@atelier/db/kernel/connection.ts';
import { migrateUp } from '@atelier/lifecycle/migrate/migrator.ts';
import { inDatabase } from '@atelier/lifecycle/server/database-address.ts';

export type Database = ReturnType<typeof connect>;

export const sizes = { entries: 1_000_000, tasks: 100_000, projects: 500, areas: 20 } as const;

/** A migrated database in which people have kept their time for years; clones are made of it. */
export async function createFilled(admin: Database, url: string, name: string): Promise<void> {
  await admin.raw('CREATE DATABASE ?? TEMPLATE template0', [name]);
  const db = connect({ connectionString: inDatabase(url, name), poolSize: 1 });
  try {
    await migrateUp(db);
    const { areas, projects, tasks, entries } = sizes;
    await db.raw(`
      INSERT INTO time.users_tg (telegram_id) SELECT generate_series(0, 49);
      INSERT INTO time.users_web (username) SELECT 'user ' || i FROM generate_series(1, 50) AS i;
      INSERT INTO time.areas (name, title, slug, mp_path, depth)
        SELECT 'area ' || i, 'area', 'area', '/' || i || '/', 0 FROM generate_series(1, ${areas}) AS i;
      INSERT INTO time.projects (area_id, name, title)
        SELECT 1 + i % ${areas}, 'project ' || i, 'project' FROM generate_series(1, ${projects}) AS i;
      INSERT INTO time.tasks (owner_id, title, project_id, area_id, status)
        SELECT i % 50, 'task ' || i, 1 + i % ${projects}, 1 + i % ${areas}, 'todo'
        FROM generate_series(1, ${tasks}) AS i;
      INSERT INTO time.time_entries
          (owner_id, task_id, start_time, end_time, project_id, area_id, description, billable)
        SELECT i % 50, 1 + (i * 7919::bigint) % ${tasks}, timestamptz '2020-01-01' + i * interval '1 minute',
          timestamptz '2020-01-01' + i * interval '2 minutes', 1 + i % ${projects}, 1 + i % ${areas},
          'what was done ' || i, i % 2 = 0
        FROM generate_series(1, ${entries}) AS i;
      CREATE INDEX ix_tasks_title ON time.tasks (title);
      CREATE INDEX ix_time_entries_task ON time.time_entries (task_id)`);
    await db.raw('VACUUM ANALYZE');
  } finally {
    await db.destroy();
  }
}

/** Runs `work` on a copy of its own, which is dropped afterwards. */
export async function withClone<Result>(
  admin: Database,
  url: string,
  template: string,
  work: (db: Database) => Promise<Result>,
): Promise<Result> {
  const name = `${template}_copy`;
  await admin.raw('CREATE DATABASE ?? TEMPLATE ??', [name, template]);
  await admin.raw('CHECKPOINT');
  const db = connect({ connectionString: inDatabase(url, name), poolSize: 6 });
  try {
    return await work(db);
  } finally {
    await db.destroy();
    await admin.raw('DROP DATABASE ?? WITH (FORCE)', [name]);
  }
}

/**
 * What an operator with patience writes by hand: the same columns, each table rewritten once, foreign keys
 * off and on again. No mapping, no way back, nothing found or looked at.
 */
export const byHand = `
  CREATE FUNCTION pg_temp.to_id(t text, id bigint) RETURNS uuid LANGUAGE sql IMMUTABLE
    RETURN md5(t || id::text)::uuid;
  BEGIN;
  ALTER TABLE time.areas DROP CONSTRAINT areas_parent_id_fkey;
  ALTER TABLE time.projects DROP CONSTRAINT projects_area_id_fkey;
  ALTER TABLE time.tasks DROP CONSTRAINT tasks_project_id_fkey, DROP CONSTRAINT tasks_area_id_fkey;
  ALTER TABLE time.time_entries DROP CONSTRAINT time_entries_task_id_fkey,
    DROP CONSTRAINT time_entries_project_id_fkey, DROP CONSTRAINT time_entries_area_id_fkey;
  ALTER TABLE time.areas ALTER id DROP DEFAULT,
    ALTER id TYPE uuid USING pg_temp.to_id('areas', id),
    ALTER parent_id TYPE uuid USING pg_temp.to_id('areas', parent_id);
  ALTER TABLE time.projects ALTER id DROP DEFAULT,
    ALTER id TYPE uuid USING pg_temp.to_id('projects', id),
    ALTER area_id TYPE uuid USING pg_temp.to_id('areas', area_id);
  ALTER TABLE time.tasks ALTER id DROP DEFAULT,
    ALTER id TYPE uuid USING pg_temp.to_id('tasks', id),
    ALTER project_id TYPE uuid USING pg_temp.to_id('projects', project_id),
    ALTER area_id TYPE uuid USING pg_temp.to_id('areas', area_id);
  ALTER TABLE time.time_entries ALTER id DROP DEFAULT,
    ALTER id TYPE uuid USING pg_temp.to_id('time_entries', id),
    ALTER task_id TYPE uuid USING pg_temp.to_id('tasks', task_id),
    ALTER project_id TYPE uuid USING pg_temp.to_id('projects', project_id),
    ALTER area_id TYPE uuid USING pg_temp.to_id('areas', area_id);
  ALTER TABLE time.areas ADD CONSTRAINT areas_parent_id_fkey
    FOREIGN KEY (parent_id) REFERENCES time.areas (id) ON DELETE SET NULL;
  ALTER TABLE time.projects ADD CONSTRAINT projects_area_id_fkey
    FOREIGN KEY (area_id) REFERENCES time.areas (id);
  ALTER TABLE time.tasks
    ADD CONSTRAINT tasks_project_id_fkey FOREIGN KEY (project_id) REFERENCES time.projects (id),
    ADD CONSTRAINT tasks_area_id_fkey FOREIGN KEY (area_id) REFERENCES time.areas (id);
  ALTER TABLE time.time_entries
    ADD CONSTRAINT time_entries_task_id_fkey FOREIGN KEY (task_id) REFERENCES time.tasks (id),
    ADD CONSTRAINT time_entries_project_id_fkey FOREIGN KEY (project_id) REFERENCES time.projects (id),
    ADD CONSTRAINT time_entries_area_id_fkey FOREIGN KEY (area_id) REFERENCES time.areas (id);
  COMMIT;
  ANALYZE time.tasks, time.time_entries`;
