import type { WorkerState } from '@atelier/domain/orchestra/worker-types.ts';
import { IconBan, IconCheck, IconPlayerPlay, IconPlugConnectedX } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import classes from './workers.module.css';

export const workerStates = ['busy', 'idle', 'draining', 'silent'] as const;

/** How it is with a worker; one of which nothing is heard is said to be so, whatever it told last. */
export function stateOf(worker: WorkerState): (typeof workerStates)[number] {
  if (worker.isSilent) return 'silent';
  if (worker.isDraining) return 'draining';
  return worker.held > 0 ? 'busy' : 'idle';
}

const icons = {
  busy: IconPlayerPlay,
  idle: IconCheck,
  draining: IconBan,
  silent: IconPlugConnectedX,
} as const;

export function WorkerStateMark({ worker }: { readonly worker: WorkerState }) {
  const { t } = useTranslation('orchestra-workers');
  const state = stateOf(worker);
  const Icon = icons[state];
  return (
    <span className={classes.state} data-state={state}>
      <Icon size={18} stroke={2.2} aria-hidden />
      {t(`states.${state}`)}
    </span>
  );
}
