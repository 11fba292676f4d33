import { runLoad } from './child.ts';
import { type Figure, underLimit } from './figure.ts';
import type { Platform } from './platform.ts';

/** From the key to the painted result on the page of a run of 500 items, against a page of nothing else. */
export async function* paintingResults({ db, port }: Platform): AsyncGenerator<Figure> {
  const { rows } = await db.raw<{ rows: { id: string }[] }>(
    `SELECT r.id FROM runs.runs AS r WHERE r.status = 'in_progress' AND (
       SELECT count(*) FROM runs.run_items AS i WHERE i.run_id = r.id
     ) >= 500 ORDER BY r.created_at DESC LIMIT 1`,
  );
  const address = `http://localhost:${port}/runs/runs/${rows[0]?.id}`;
  const program = '../../web/e2e/runs/key-to-paint.ts';
  const painted = await runLoad<{ value: number; floor: number }>(program, { address });
  yield underLimit('runs.page.key-to-paint.500-items.p95', 'ms', painted, 50);
}
