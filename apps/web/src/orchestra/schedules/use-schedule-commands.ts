import type { Schedule } from '@atelier/domain/orchestra/types.ts';
import { useNavigate } from '@tanstack/react-router';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { showFailure } from '../../kernel/notifications/show-notification.tsx';

/** What can be done with a time plan at once. */
export function useScheduleCommands({ id: scheduleId, suiteId, environmentId }: Schedule) {
  const navigate = useNavigate();
  const pause = useCommand('orchestra.schedules.update', {
    says: ({ isEnabled }) => ({
      key: `orchestra-schedules:${isEnabled === true ? 'resumed' : 'paused'}`,
    }),
  });
  const forget = useCommand('orchestra.schedules.update');
  const remove = useCommand('orchestra.schedules.remove', {
    says: () => ({ key: 'orchestra-schedules:removed' }),
  });
  const start = useCommand('orchestra.runs.start');
  return {
    isStarting: start.isPending,
    switchTo: (isEnabled: boolean) => void pause.run({ scheduleId, isEnabled }),
    /** Whoever has seen what was missed need not be told again. */
    forget: () => void forget.run({ scheduleId }),
    remove: () => void remove.run({ scheduleId }),
    /** The run that is started has nothing to do with the next time. */
    runNow: () =>
      void start
        .ask({ suiteId, environmentId })
        .then(
          ({ id }) => navigate({ to: '/orchestra/runs/$suiteRunId', params: { suiteRunId: id } }),
          showFailure,
        ),
  };
}
