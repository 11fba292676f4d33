import { readFile } from 'node:fs/promises';
import { parseEnv } from 'node:util';
import type { OrchestraCaller } from '@atelier/api/orchestra/caller.ts';
import type { Json } from '@atelier/domain/orchestra/json.ts';
import { UsageError } from '../kernel/arguments.ts';
import type { Command, CommandInput } from '../kernel/command.ts';
import { followRun } from './follow-run.ts';
import { called, environmentCalled, suiteCalled } from './named-things.ts';
import { withOrchestra } from './open-orchestra-session.ts';
import { outcomeOf } from './run-outcome.ts';
import { isSuiteFile, keepSuite, readSuite } from './suite-from-file.ts';

/** `atelier orchestra run`. */
export const runSuiteCommand: Command = {
  usage: '<suite or file.yaml> --environment <name> [--base-url <url>] [--scenario <key>] …',
  makesDatabase: true,
  details: [
    'Runs a suite and waits for its end. A file takes the place of the suite of its name, which is kept. This process',
    'carries the run out, beside all workers there are; --no-worker leaves it to them.',
    '',
    'It ends with 0 when the run passed, with 1 when it failed or was cancelled, with 2 when the command line is',
    'wrong, and with 3 when the run is stuck or waits for a person and nothing else is left to do (--wait goes on',
    'waiting).',
  ],
  options: {
    environment: { value: '<name>', help: 'Where it runs: a name or an id.' },
    'base-url': {
      value: '<url>',
      help: 'The address of the system under test; makes the environment where there is none.',
    },
    scenario: {
      value: '<key>',
      repeatable: true,
      help: 'Only this scenario, and those that it depends on.',
    },
    set: {
      value: '<name=value>',
      repeatable: true,
      help: 'A value for {{suite.name}}; JSON, or else text.',
    },
    'secrets-file': {
      value: '<file>',
      help: 'Lines of NAME=value that become secrets of the environment.',
    },
    junit: { value: '<file>', help: 'Write a report in JUnit’s format as well.' },
    wait: { help: 'Go on waiting when a person has to do something.' },
    'no-worker': { help: 'Leave the work to the workers that run elsewhere.' },
  },
  positionals: [1, 1],
  run: (session, input) =>
    withOrchestra(session, async ({ orchestra, withWorker }) => {
      const [word = ''] = input.positionals;
      const environmentId = await environmentOf(orchestra, input);
      const suite = isSuiteFile(word)
        ? await keepSuite(orchestra, await readSuite(word))
        : await suiteCalled(orchestra, word);
      const scenarios = input.texts('scenario');
      const { id } = await orchestra.runs.start({
        ...{ suiteId: suite.id, environmentId, context: valuesOf(input.texts('set')) },
        ...(scenarios.length > 0 && { scenarios: [...scenarios] }),
      });
      const follow = () =>
        followRun(orchestra, id, {
          progress: session.progress,
          waitsForPeople: input.flag('wait'),
        });
      const followed = await (input.flag('no-worker') ? follow() : withWorker(follow));
      return outcomeOf(followed, input.text('junit'));
    }),
};

async function environmentOf(orchestra: OrchestraCaller, input: CommandInput): Promise<string> {
  const name = input.text('environment');
  if (name === undefined) throw new UsageError('Say where it runs: --environment <name>.');
  const baseUrl = input.text('base-url');
  const id =
    baseUrl === undefined
      ? (await environmentCalled(orchestra, name)).id
      : await environmentAt(orchestra, name, baseUrl);
  const file = input.text('secrets-file');
  if (file !== undefined) {
    for (const [secret, value] of Object.entries(parseEnv(await readFile(file, 'utf8')))) {
      await orchestra.environments.setSecret({
        environmentId: id,
        name: secret,
        value: value ?? '',
      });
    }
  }
  return id;
}

/** The environment of this name, with this address. */
export async function environmentAt(
  orchestra: OrchestraCaller,
  name: string,
  baseUrl: string,
): Promise<string> {
  const known = called(await orchestra.environments.list({}), name);
  if (known === undefined) {
    return (await orchestra.environments.create({ name, baseUrls: { default: baseUrl } })).id;
  }
  const { id: environmentId, revision, baseUrls } = known;
  if (baseUrls.default !== baseUrl) {
    await orchestra.environments.update({
      ...{ environmentId, revision, baseUrls: { ...baseUrls, default: baseUrl } },
    });
  }
  return environmentId;
}

function valuesOf(given: readonly string[]): Record<string, Json> {
  return Object.fromEntries(
    given.map((each) => {
      const at = each.indexOf('=');
      if (at < 1) throw new UsageError(`--set takes name=value, and not “${each}”.`);
      return [each.slice(0, at), givenValue(each.slice(at + 1))];
    }),
  );
}

function givenValue(text: string): Json {
  try {
    return JSON.parse(text) as Json;
  } catch {
    return text;
  }
}
