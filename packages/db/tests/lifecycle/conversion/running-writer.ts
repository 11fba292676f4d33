import type { TestDatabase } from '@atelier/testkit/test-database.ts';

/** What a writer has done and how long it had to wait. */
export interface WriterReport {
  /** The descriptions of its entries that must stand, each once. */
  readonly written: ReadonlySet<string>;
  readonly statements: number;
  readonly longestMs: number;
}

/** Writes without pause, whatever ids are made of; ends with the rows that must stand. */
export function startWriter(
  db: TestDatabase['db'],
  name: string,
): { stop(): Promise<WriterReport> } {
  const written = new Set<string>();
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
        `INSERT INTO tasks (title, project_id) SELECT ?, id FROM projects ORDER BY name LIMIT 1`,
        [entry],
      );
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
      if (number % 5 === 0) {
        await send(
          `UPDATE tasks SET project_id = (SELECT id FROM projects WHERE name = 'Atelier') WHERE title = ?`,
          [entry],
        );
      }
      await send(
        `UPDATE tasks SET project_id = (SELECT id FROM projects ORDER BY random() LIMIT 1)
         WHERE title = 'task ' || (100 + floor(random() * 100))`,
      );
    }
  }
  const running = write();
  return {
    async stop() {
      writing = false;
      await running;
      return { written, statements, longestMs };
    },
  };
}
