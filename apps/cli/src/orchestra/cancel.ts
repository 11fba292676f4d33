import type { Command } from '../kernel/command.ts';
import { runCalled } from './named-things.ts';
import { withOrchestra } from './open-orchestra-session.ts';

/** `atelier orchestra cancel`. */
export const cancelCommand: Command = {
  usage: '<run>',
  details: [
    'Cancels a run, by its number or its id. What has begun cleans up first, where a worker does that.',
  ],
  options: {},
  positionals: [1, 1],
  run: (session, input) =>
    withOrchestra(session, async ({ orchestra }) => {
      const suiteRunId = await runCalled(orchestra, input.positionals[0] ?? '');
      if (session.dryRun) {
        const { number, status } = await orchestra.runs.get({ suiteRunId });
        return { facts: { number, status }, lines: [`Would be cancelled: run ${number}.`] };
      }
      const { number, status } = await orchestra.runs.cancel({ suiteRunId });
      return {
        facts: { number, status },
        lines: [
          status === 'IN_PROGRESS'
            ? `Run ${number} ends once what is under way has cleaned up.`
            : `Run ${number} is cancelled.`,
        ],
      };
    }),
};
