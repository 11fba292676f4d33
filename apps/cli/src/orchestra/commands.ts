import type { CommandArea } from '../kernel/command.ts';

/** `atelier orchestra`. */
export const orchestraCommands: CommandArea = {
  word: 'orchestra',
  summary: 'Bring in processes and suites, run them, and tell how it went.',
  commands: [
    {
      name: 'import',
      summary: 'Bring in a suite (YAML, JSON) or a process (BPMN).',
      load: async () => (await import('./import.ts')).importCommand,
    },
    {
      name: 'generate',
      summary: 'Make the smallest suite that covers a process.',
      load: async () => (await import('./generate.ts')).generateCommand,
    },
    {
      name: 'run',
      summary: 'Run a suite and wait for its end; for CI as well.',
      load: async () => (await import('./run.ts')).runSuiteCommand,
    },
    {
      name: 'watch',
      summary: 'Wait for the end of a run.',
      load: async () => (await import('./watch.ts')).watchCommand,
    },
    {
      name: 'cancel',
      summary: 'Cancel a run.',
      load: async () => (await import('./cancel.ts')).cancelCommand,
    },
    {
      name: 'export',
      summary: 'Write a suite as YAML.',
      load: async () => (await import('./export.ts')).exportCommand,
    },
    {
      name: 'demo',
      summary: 'Start a small shop, and run a suite on it: once green, once red.',
      load: async () => (await import('./demo.ts')).demoCommand,
    },
  ],
  unknownNames: [
    'ERR_SCENARIO_SUITE_NOT_FOUND',
    'ERR_PROCESS_NOT_FOUND',
    'ERR_ENVIRONMENT_NOT_FOUND',
    'ERR_SUITE_RUN_NOT_FOUND',
    'ERR_SCENARIO_NOT_FOUND',
    'ERR_SUITE_FILE',
  ],
};
