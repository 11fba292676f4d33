// Makes the pictures of the README from a running app: `npx tsx scripts/screenshots.ts http://localhost:4400`.
// It fills the collection it is given with examples, so give it an empty one.
import { join } from 'node:path';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';

const stages = ['IN_BOX', 'BUILDING', 'PRIMING', 'PAINTING', 'DONE'] as const;

/** Names with how many stand in each stage. */
const collection: readonly (readonly [string, readonly number[]])[] = [
  ['Bloodletters', [0, 10, 0, 0, 0]],
  ['Cadian Shock Troops', [18, 6, 6, 4, 26]],
  ['Death Guard Plague Marines', [0, 2, 0, 4, 7]],
  ['Eldar Guardians', [0, 0, 0, 0, 20]],
  ['Genestealers', [8, 0, 0, 4, 4]],
  ['Gloomspite Grots', [40, 20, 0, 0, 0]],
  ['Kommandos', [0, 0, 10, 0, 0]],
  ['Necron Warriors', [20, 10, 0, 0, 10]],
  ['Ork Boyz', [12, 5, 4, 6, 21]],
  ['Redemptor Dreadnought', [0, 1, 0, 1, 1]],
  ['Skaven Clanrats', [34, 0, 6, 0, 0]],
  ['Space Marine Intercessors', [0, 5, 0, 3, 20]],
  ['Stormcast Liberators', [0, 0, 5, 2, 8]],
  ['Termagants', [12, 12, 0, 0, 24]],
];

const address = process.argv[2] ?? 'http://localhost:4400';
const folder = join(import.meta.dirname, '../docs/images');
const executablePath = findChromium();
const browser = await chromium.launch(executablePath ? { executablePath } : {});
const page = await browser.newPage({
  viewport: { width: 1280, height: 800 },
  locale: 'en-GB',
  colorScheme: 'light',
  reducedMotion: 'reduce',
});

const types = collection.map(([name, counts]) => ({
  name,
  stage_counts: stages.map((stage, place) => ({ stage, count: counts[place] ?? 0 })),
  history: [],
}));
const answer = await page.request.post(`${address}/api/v1/import`, { data: { types } });
if (!answer.ok()) throw new Error(`The examples were refused: ${await answer.text()}`);

await page.goto(`${address}/miniatures`);
await page.getByRole('row', { name: 'Ork Boyz' }).waitFor();
await page.getByText('Connected').waitFor();
await page.getByText('to go').waitFor();
await page.keyboard.press('j');
await page.keyboard.press('2');
await page.getByRole('button', { name: 'Undo' }).waitFor();
await page.screenshot({ path: join(folder, 'miniatures.png') });
await browser.close();
