import { setTimeout as sleep } from 'node:timers/promises';
import type { TestDatabase } from '@atelier/testkit/test-database.ts';

/** What a writer has done and how long it had to wait. */
export interface WriterReport {
  /** The descriptions of its entries that must stand, each once. */
  readonly written: ReadonlySet<string>;
  /** The project's name of each task that it made, as it wrote it last. */
  readonly projects: ReadonlyMap<string, string>;
  readonly statements: number;
  readonly longestMs: number;
}

/** Writes with hardly a pause, whatever ids are made of; ends with the rows that must stand. */
export function startWriter(
  db: TestDatabase['db'],
  name: string,
): { stop(): Promise<WriterReport> } {
  const written = new Set<string>();
  const projects = new Map<string, string>();
  let statements = 0;
  let longestMs = 0;
  let writing = true;
  async function send(sql: string, values: readonly string[] = []): Promise<void> {
    const begin = performance.now();
    await db.raw(sql, [...values]);
    longestMs = Math.max(longestMs, performance.now() - begin);
    statements += 1;
  }
  async function write(): Promise<void> {
    for (let number = 0; writing; number += 1) {
      const entry = `${name} ${number}`;
      await send(
        `INSERT INTO tasks (title, project_id) SELECT ?, id FROM projects WHERE name = 'Inbox'`,
        [entry],
      );
      projects.set(entry, 'Inbox');
      await send(
        `INSERT INTO time_entries (task_id, project_id, start_time, end_time, description)
         SELECT id, project_id, now(), now(), title FROM tasks WHERE title = ?`,
        [entry],
      );
      written.add(entry);
      if (number % 3 === 0) {
        await send(`DELETE FROM time_entries WHERE description = ?`, [entry]);
        written.delete(entry);
      }
      // Also tasks that were made long ago move to another project, and back.
      const earlier = `${name} ${Math.floor(Math.random() * number)}`;
      const other = projects.get(earlier) === 'Atelier' ? 'Inbox' : 'Atelier';
      if (projects.has(earlier)) {
        await send(
          `UPDATE tasks SET project_id = (SELECT id FROM projects WHERE name = ?) WHERE title = ?`,
          [other, earlier],
        );
        projects.set(earlier, other);
      }
      // Without one, two of them keep a small machine from everything else.
      await sleep(5);
    }
  }
  const running = write();
  return {
    async stop() {
      writing = false;
      await running;
      return { written, projects, statements, longestMs };
    },
  };
}
