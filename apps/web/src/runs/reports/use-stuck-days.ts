import { stuckDaysSchema, usualStuckDays } from '@atelier/domain/runs/reports/schemas.ts';
import { usePersonSetting } from '../../kernel/settings/use-person-setting.ts';

/** From how many days on a run in progress is stuck, as the person wants to be told; and how to change it. */
export function useStuckDays() {
  return usePersonSetting('runs.stuckDays', stuckDaysSchema, usualStuckDays);
}
