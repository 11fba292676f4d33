import { readFile } from 'node:fs/promises';
import { processText } from '@atelier/domain/orchestra/bpmn/import-process.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command } from '../kernel/command.ts';
import { called } from './named-things.ts';
import { withOrchestra } from './open-orchestra-session.ts';
import { isSuiteFile, keepSuite, readSuite } from './suite-from-file.ts';

/** `atelier orchestra import`. */
export const importCommand: Command = {
  usage: '<file> [--name <process>]',
  makesDatabase: true,
  details: [
    'A suite (.yaml, .yml, .json) takes the place of the one of its name, or is new. A process (.bpmn, .xml) becomes',
    'the next version of the process of its name, or a new one; a file that says what the newest version says is none.',
  ],
  options: { name: { value: '<process>', help: 'The process that the file is a version of.' } },
  positionals: [1, 1],
  run: (session, input) =>
    withOrchestra(session, async ({ orchestra }) => {
      const [path = ''] = input.positionals;
      if (isSuiteFile(path)) {
        const definition = await readSuite(path);
        const { faults } = await orchestra.suites.check({ definition });
        const told = faults.map(({ code, scenario, step, field, written }) =>
          [`  ${code}`, scenario, step, field, written].filter(Boolean).join(' · '),
        );
        if (session.dryRun) {
          return { facts: { faults }, lines: [`“${definition.name}” can be read.`, ...told] };
        }
        const { id, name, revision } = await keepSuite(orchestra, definition);
        return {
          facts: { suite: { id, name, revision }, faults },
          lines: [`“${name}” is there, revision ${revision}.`, ...told],
        };
      }
      if (!/\.(bpmn|xml)$/i.test(path)) {
        throw new UsageError('A suite ends in .yaml, .yml or .json, a process in .bpmn or .xml.');
      }
      const xml = processText(await readFile(path));
      const name = input.text('name');
      const known =
        name === undefined ? undefined : called(await orchestra.processes.list({}), name);
      if (session.dryRun) return { facts: {}, lines: [`${path} would be read.`] };
      const { process, version, isNew } = await orchestra.processes.import({
        ...{ xml, ...(name !== undefined && { name }) },
        ...(known !== undefined && { processId: known.id }),
      });
      return {
        facts: {
          process: { id: process.id, name: process.name },
          version: version.versionNumber,
          isNew,
        },
        lines: [
          isNew
            ? `“${process.name}” has version ${version.versionNumber}.`
            : `“${process.name}” says this already: version ${version.versionNumber}.`,
        ],
      };
    }),
};
