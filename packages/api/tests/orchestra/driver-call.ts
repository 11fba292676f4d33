import type { Driver, DriverCall } from '@atelier/api/orchestra/execution/drivers/driver.ts';
import { StepError } from '@atelier/api/orchestra/execution/drivers/step-error.ts';

/** A call as a step makes it, on an environment that allows no host, without secrets. */
export function driverCall(request: unknown, more: Partial<DriverCall> = {}): DriverCall {
  return {
    request,
    environment: {
      ...{ id: 'e', name: 'E', revision: 1, variables: {}, allowedHosts: [], baseUrls: {} },
    },
    secret: () => '',
    key: null,
    signal: AbortSignal.timeout(60_000),
    state: null,
    // Of no driver that is called by itself.
    db: undefined as unknown as DriverCall['db'],
    suiteRunId: '',
    ...more,
  };
}

/** The same on a server whose address is the value of every secret, and whose host is allowed. */
export function serverCall(
  request: unknown,
  address: string,
  { allowedHosts = ['127.0.0.1'], ...more }: Partial<DriverCall> & { allowedHosts?: string[] } = {},
): DriverCall {
  const { environment } = driverCall(request);
  return driverCall(request, {
    environment: { ...environment, allowedHosts },
    secret: () => address,
    ...more,
  });
}

/** Why a driver refuses a call: `CODE` and its facts. */
export async function driverRefusal(driver: Driver, call: DriverCall): Promise<StepError> {
  const error = await driver.perform(call).then(
    ({ output }) => new Error(`was not refused: ${JSON.stringify(output)}`),
    (caught: unknown) => caught,
  );
  if (error instanceof StepError) return error;
  throw error;
}
