import type { Command } from '../kernel/command.ts';
import { followRun } from './follow-run.ts';
import { runCalled } from './named-things.ts';
import { withOrchestra } from './open-orchestra-session.ts';
import { outcomeOf } from './run-outcome.ts';

/** `atelier orchestra watch`. */
export const watchCommand: Command = {
  usage: '<run> [--junit <file>] [--wait]',
  details: [
    'Waits for the end of a run, by its number or its id, and ends as `run` does. It does no work itself.',
  ],
  options: {
    junit: { value: '<file>', help: 'Write a report in JUnit’s format as well.' },
    wait: { help: 'Go on waiting when a person has to do something.' },
  },
  positionals: [1, 1],
  run: (session, input) =>
    withOrchestra(session, async ({ orchestra }) => {
      const id = await runCalled(orchestra, input.positionals[0] ?? '');
      const waitsForPeople = input.flag('wait');
      const followed = await followRun(orchestra, id, {
        progress: session.progress,
        waitsForPeople,
      });
      return outcomeOf(followed, input.text('junit'));
    }),
};
