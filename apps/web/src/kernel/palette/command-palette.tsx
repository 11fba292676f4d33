import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Area } from '../areas.ts';
import { Dialog } from '../overlay/dialog.tsx';
import { CommandList } from './command-list.tsx';
import { matching } from './matching.ts';
import { useKernelCommands } from './use-kernel-commands.ts';

interface Props {
  readonly areas: readonly Area[];
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** Every command and every thing that can be gone to, by typing a part of its name. */
export function CommandPalette({ areas, opened, onClose, onHelp }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('palette.label')} bare placement="top">
      <PaletteContent areas={areas} onClose={onClose} onHelp={onHelp} />
    </Dialog>
  );
}

type ContentProps = Omit<Props, 'opened'>;

function PaletteContent({ areas, onClose, onHelp }: ContentProps) {
  const [query, setQuery] = useState('');
  const kernelCommands = useKernelCommands(onHelp);
  // The areas never change while the app runs, so their hooks are called in one order.
  // biome-ignore lint/correctness/useHookAtTopLevel: see above
  const areaCommands = areas.flatMap((area) => area.useCommands(query));
  const commands = matching([...areaCommands, ...kernelCommands], query);
  return (
    <CommandList
      query={query}
      onQuery={setQuery}
      commands={commands}
      onRun={(command) => {
        onClose();
        command.run();
      }}
    />
  );
}
