import { useRouter } from '@tanstack/react-router';
import { useContext, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPCClient } from '../api.ts';
import { useLanguage } from '../i18n/language.ts';
import { Parts } from '../me/frame-parts.ts';
import { Dialog } from '../overlay/dialog.tsx';
import { useAreas, useLoadedAreas } from '../use-areas.ts';
import { CommandList } from './command-list.tsx';
import { matching } from './matching.ts';
import { takeTypedAhead } from './palette-stand-in.tsx';
import { useKernelCommands } from './use-kernel-commands.ts';
import { usePageCommands } from './use-page-commands.ts';
import { useSearch } from './use-search.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onHelp: () => void;
}

/** Every command and every thing that can be gone to, by typing a part of its name. */
export function CommandPalette({ opened, onClose, onHelp }: Props) {
  const { t } = useTranslation();
  return (
    <Dialog opened={opened} onClose={onClose} title={t('palette.label')} bare placement="top">
      <PaletteContent onClose={onClose} onHelp={onHelp} />
    </Dialog>
  );
}

type ContentProps = Omit<Props, 'opened'>;

function PaletteContent({ onClose, onHelp }: ContentProps) {
  const [query, setQuery] = useState(takeTypedAhead);
  const { i18n } = useTranslation();
  const { manifests, openAll } = useAreas();
  const loaded = useLoadedAreas();
  // Whoever types a name means it wherever it is, so every area is asked from here on.
  useEffect(() => void openAll(), [openAll]);
  const { may } = useContext(Parts);
  const language = useLanguage();
  const tools = { i18n, language, router: useRouter(), client: useTRPCClient(), may };
  const found = useSearch(loaded, query, tools);
  const inAreas = manifests.flatMap(({ id }) => loaded.get(id)?.commands(tools) ?? []);
  const pages = usePageCommands();
  const everywhere = useKernelCommands(onHelp);
  // What is there at once comes first, so that nothing moves under whoever presses Enter.
  const commands = matching([...found, ...pages, ...inAreas, ...everywhere], query);
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
