import { drivers } from '@atelier/api/orchestra/execution/drivers/drivers.ts';
import { StepError } from '@atelier/api/orchestra/execution/drivers/step-error.ts';
import { serverCall } from './driver-call.ts';

// Calls of drivers in a process of its own: Node reads once, when it starts, which authorities it trusts. Each line of
// what comes in is a call, and each line of what goes out is what came of it.

export interface TlsCall {
  readonly driver: 'sql' | 'amqp' | 'nats';
  readonly request: object;
  /** The secret of the connection. */
  readonly address: string;
}

export interface TlsOutcome {
  /** `passed`, or the code of what was refused. */
  readonly says: string;
  /** All else that is told. */
  readonly told: unknown;
}

async function outcomeOf({ driver, request, address }: TlsCall): Promise<TlsOutcome> {
  const allowedHosts = ['localhost', '127.0.0.1'];
  const call = serverCall({ connection: 'server', ...request }, address, { allowedHosts });
  try {
    const { output, sent } = (await drivers[driver]?.perform(call)) ?? {};
    return { says: 'passed', told: { output, sent } };
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    return { says: error.code, told: { facts: error.facts, happened: error.happened } };
  }
}

const calls = JSON.parse(process.argv[2] ?? '[]') as readonly TlsCall[];
const outcomes: TlsOutcome[] = [];
for (const call of calls) outcomes.push(await outcomeOf(call));
process.stdout.write(JSON.stringify(outcomes));
