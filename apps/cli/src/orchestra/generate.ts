import { writeFile } from 'node:fs/promises';
import { criterionKinds } from '@atelier/domain/orchestra/bpmn/cover/criterion.ts';
import { suiteYaml } from '@atelier/domain/orchestra/suite-yaml.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command } from '../kernel/command.ts';
import { processCalled } from './named-things.ts';
import { withOrchestra } from './open-orchestra-session.ts';

/** `atelier orchestra generate`. */
export const generateCommand: Command = {
  usage:
    '<process> [--version <number>] [--criterion nodes|flows|decisions] [--name <suite>] [--out <file>]',
  details: [
    'Makes the smallest suite that covers a process, with a step for each thing to do; what is done at a step is yet',
    'to be written. It is kept as a new suite, or, with --out, written to a file.',
  ],
  options: {
    version: { value: '<number>', help: 'Of the process; the newest unless told.' },
    criterion: { value: '<kind>', help: 'What is covered: flows unless told.' },
    name: { value: '<suite>', help: 'How the suite is called.' },
    out: { value: '<file>', help: 'Write it there, and keep nothing.' },
  },
  positionals: [1, 1],
  run: (session, input) =>
    withOrchestra(session, async ({ orchestra }) => {
      const process = await processCalled(orchestra, input.positionals[0] ?? '');
      const kind = criterionKinds.find((one) => one === (input.text('criterion') ?? 'flows'));
      if (kind === undefined)
        throw new UsageError(`--criterion is one of ${criterionKinds.join(', ')}.`);
      const versionNumber = Number(input.text('version') ?? process.versionNumber);
      if (!Number.isInteger(versionNumber) || versionNumber < 1) {
        throw new UsageError('--version is a number from 1 on.');
      }
      const { definition, processVersionId, bound } = await orchestra.processes.generate({
        ...{ processId: process.id, versionNumber, criterion: { kind } },
      });
      const named = { ...definition, name: input.text('name') ?? definition.name };
      const count = named.scenarios.length;
      const facts = { name: named.name, scenarios: count, bound };
      const said = `${count} scenarios; ${bound} are the least there could be.`;
      const out = input.text('out');
      if (out !== undefined) {
        if (!session.dryRun) await writeFile(out, suiteYaml(named));
        return { facts: { ...facts, file: out }, lines: [`“${named.name}” is in ${out}: ${said}`] };
      }
      if (session.dryRun) return { facts, lines: [said] };
      const { id } = await orchestra.suites.create({ definition: named, processVersionId });
      return { facts: { ...facts, id }, lines: [`“${named.name}” is there: ${said}`] };
    }),
};
