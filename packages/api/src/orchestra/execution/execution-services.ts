import type { Notifier } from '@atelier/db/kernel/notifications.ts';
import type { Knex } from 'knex';
import type { DriverTable } from './drivers/drivers.ts';
import type { PlanCache } from './plan-cache.ts';
import type { SecretCache } from './secret-cache.ts';
import type { ManualItems } from './waits/manual-items.ts';

/** What test runs are carried out with; made once for a worker. */
export interface ExecutionServices {
  readonly db: Knex;
  readonly notifier: Notifier;
  readonly drivers: DriverTable;
  readonly plans: PlanCache;
  readonly secrets: SecretCache;
  /** Left out where no area keeps manual runs. */
  readonly manualItems?: ManualItems | undefined;
}
