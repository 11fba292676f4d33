import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const seed = readFileSync(
  join(import.meta.dirname, '../../../../packages/db/seeds/orchestra.sql'),
  'utf8',
);

/** The process of the demo: eight elements, eight flows, one loop. */
export const demoXml = /<\?xml[\s\S]*<\/bpmn:definitions>/.exec(seed)?.[0] ?? '';
