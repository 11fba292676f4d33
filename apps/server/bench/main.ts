import type { Figure } from './figure.ts';
import { moveFigures } from './move.ts';
import { type Platform, startPlatform } from './platform.ts';

/** In the order in which they run; a word on the command line chooses those whose name begins with it. */
const sections: Readonly<Record<string, (platform: Platform) => AsyncIterable<Figure>>> = {
  move: moveFigures,
};

const chosen = process.argv.slice(2);
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
