import { readSuiteYaml } from '@atelier/domain/orchestra/suite-yaml.ts';
import type { Command } from '../kernel/command.ts';
import { demoEnvironment, demoSuite } from './demo/demo-suite.ts';
import { startShop } from './demo/shop.ts';
import { followRun } from './follow-run.ts';
import { withOrchestra } from './open-orchestra-session.ts';
import { environmentAt } from './run.ts';
import { outcomeOf } from './run-outcome.ts';
import { keepSuite } from './suite-from-file.ts';

/** `atelier orchestra demo`. */
export const demoCommand: Command = {
  usage: '',
  makesDatabase: true,
  details: [
    'Starts a small shop on this machine and runs a suite on it, which passes; then breaks the shop as a change might,',
    'and runs the suite again, which fails. Both runs are kept: look at them in the web app.',
  ],
  options: {},
  positionals: [0, 0],
  run: (session) =>
    withOrchestra(session, async ({ orchestra, withWorker }) => {
      const read = readSuiteYaml(demoSuite);
      if (!read.ok) throw new TypeError(read.faults[0]?.message);
      if (session.dryRun) return { facts: {}, lines: ['The demo would be run.'] };
      const shop = await startShop();
      try {
        const suite = await keepSuite(orchestra, read.definition);
        const environmentId = await environmentAt(orchestra, demoEnvironment, shop.url);
        const runOnce = () =>
          withWorker(async () => {
            const { id } = await orchestra.runs.start({ suiteId: suite.id, environmentId });
            const options = { progress: session.progress, waitsForPeople: false };
            return outcomeOf(await followRun(orchestra, id, options), undefined);
          });
        const green = await runOnce();
        shop.breakRefunds();
        const red = await runOnce();
        return {
          facts: { green: green.facts, red: red.facts },
          lines: [
            ...green.lines,
            '',
            'The shop now forgets to give money back when a paid order is cancelled.',
            ...red.lines,
          ],
          exitCode: green.exitCode === 0 && red.exitCode === 1 ? 0 : 1,
        };
      } finally {
        await shop.close();
      }
    }),
};
