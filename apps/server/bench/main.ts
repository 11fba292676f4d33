import { auditFigures } from './audit.ts';
import { backupFigures } from './backups.ts';
import { bpmnFigures } from './bpmn.ts';
import { convertIdsFigures } from './convert-ids.ts';
import { driftFigures } from './drift.ts';
import { engineFigures } from './engine.ts';
import { exportManyFigures } from './export-many.ts';
import type { Figure } from './figure.ts';
import { filesFigures } from './files.ts';
import { firstPageFigures } from './first-page.ts';
import { groupingFigures } from './grouping.ts';
import { identityFigures } from './identity.ts';
import { interchangeFigures } from './interchange.ts';
import { memoryFigures } from './memory.ts';
import { migrationFigures } from './migrations.ts';
import { moveFigures } from './move.ts';
import { type Platform, startPlatform } from './platform.ts';
import { readFigures } from './reads.ts';
import { runsFigures } from './runs.ts';
import { sealFigures } from './seal.ts';
import { trpcFigures } from './trpc.ts';

/** In the order in which they run; words on the command line choose some of them. */
const sections: Readonly<Record<string, (platform: Platform) => AsyncIterable<Figure>>> = {
  move: moveFigures,
  trpc: trpcFigures,
  reads: readFigures,
  grouping: groupingFigures,
  interchange: interchangeFigures,
  'export-many': exportManyFigures,
  migrations: migrationFigures,
  drift: driftFigures,
  backups: backupFigures,
  identity: identityFigures,
  audit: auditFigures,
  memory: memoryFigures,
  files: filesFigures,
  seal: sealFigures,
  'convert-ids': convertIdsFigures,
  runs: runsFigures,
  engine: engineFigures,
  'first-page': firstPageFigures,
  bpmn: bpmnFigures,
};

const chosen = process.argv.slice(2);
const unknown = chosen.filter((name) => !Object.hasOwn(sections, name));
if (unknown.length > 0) {
  console.error(
    `No section: ${unknown.join(', ')}. There are: ${Object.keys(sections).join(', ')}`,
  );
  process.exit(2);
}
const platform = await startPlatform();
let missed = 0;
try {
  for (const [name, figures] of Object.entries(sections)) {
    if (chosen.length > 0 && !chosen.includes(name)) continue;
    for await (const figure of figures(platform)) {
      console.log(JSON.stringify(figure));
      if (figure.ok === false) missed += 1;
    }
  }
} finally {
  await platform.stop();
}
process.exitCode = missed > 0 ? 1 : 0;
