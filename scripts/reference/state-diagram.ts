import { allowedEvents, type StateMachine } from '@atelier/domain/kernel/state-machine.ts';

/** A state machine as a Mermaid diagram, and as a table for whoever reads no diagrams. */
export function statesPage<State extends string, Event extends string>(
  title: string,
  text: string,
  machine: StateMachine<State, Event>,
): string {
  const states = Object.keys(machine.transitions) as State[];
  const steps = states.flatMap((from) =>
    allowedEvents(machine, from).map((event) => ({
      from,
      event,
      to: machine.transitions[from][event],
    })),
  );
  return [
    `# ${title}`,
    '',
    text,
    '',
    '```mermaid',
    'stateDiagram-v2',
    `  [*] --> ${machine.initial}`,
    ...steps.map(({ from, event, to }) => `  ${from} --> ${to}: ${event}`),
    '```',
    '',
    '| from | event | to |',
    '|---|---|---|',
    ...steps.map(({ from, event, to }) => `| ${from} | ${event} | ${to} |`),
    '',
  ].join('\n');
}
