import { writeFile } from 'node:fs/promises';
import type { Command } from '../kernel/command.ts';
import { suiteCalled } from './named-things.ts';
import { withOrchestra } from './open-orchestra-session.ts';

/** `atelier orchestra export`. */
export const exportCommand: Command = {
  usage: '<suite> [--out <file>]',
  details: ['Writes a suite as YAML, to the file or to stdout.'],
  options: { out: { value: '<file>', help: 'Where it is written; stdout unless told.' } },
  positionals: [1, 1],
  run: (session, input) =>
    withOrchestra(session, async ({ orchestra }) => {
      const suite = await suiteCalled(orchestra, input.positionals[0] ?? '');
      const { yaml } = await orchestra.suites.yaml({ suiteId: suite.id });
      const out = input.text('out');
      if (out === undefined) return { facts: { name: suite.name, yaml }, lines: [yaml.trimEnd()] };
      if (!session.dryRun) await writeFile(out, yaml);
      return { facts: { name: suite.name, file: out }, lines: [`“${suite.name}” is in ${out}.`] };
    }),
};
