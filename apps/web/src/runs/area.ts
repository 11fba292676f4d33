import type { Area } from '../kernel/areas.ts';
import { RecorderStart } from './execution/recorder-start.tsx';
import { projectNames } from './overview/project-names.ts';
import { projectCommands } from './project/project-commands.ts';
import { createRefresher } from './refresher.ts';
import { searchRuns } from './search/search-commands.ts';
import { useShortcutGroup } from './use-shortcut-group.ts';

export const area: Area = {
  commands: projectCommands,
  search: searchRuns,
  projectNames,
  useKeys() {},
  useShortcutGroup,
  createRefresher,
  waiting: async () => (await import('./waiting/runs-waiting.tsx')).RunsWaiting,
  Provider: RecorderStart,
};
