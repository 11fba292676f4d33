import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import {
  IconArchive,
  IconArchiveOff,
  IconDots,
  IconPackage,
  IconPencil,
} from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { Menu, type MenuItem } from '../../kernel/overlay/menu.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import type { TypeDialog } from './type-dialogs.tsx';

interface Props {
  readonly type: MiniatureType;
  readonly label: string;
  readonly tabIndex?: number;
  readonly className?: string | undefined;
  readonly onDialog: (dialog: TypeDialog, type: MiniatureType) => void;
}

/** What is seldom done with a type. */
export function TypeMenu({ type, label, tabIndex = 0, className, onDialog }: Props) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  const isArchived = type.archivedAt !== null;
  const add: MenuItem = {
    label: t('list.addToBox'),
    icon: IconPackage,
    onSelect: () => onDialog('add', type),
  };
  const rename: MenuItem = {
    label: t('type.rename'),
    icon: IconPencil,
    onSelect: () => onDialog('rename', type),
  };
  const archiving: MenuItem = {
    label: isArchived ? t('archive.restore') : t('archive.archive'),
    icon: isArchived ? IconArchiveOff : IconArchive,
    onSelect: () => void actions.archive([type], !isArchived),
  };
  return (
    <Menu
      label={label}
      tabIndex={tabIndex}
      className={className}
      items={isArchived ? [rename, archiving] : [add, rename, archiving]}
    >
      <IconDots size={18} aria-hidden />
    </Menu>
  );
}
