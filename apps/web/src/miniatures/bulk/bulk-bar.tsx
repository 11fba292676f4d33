import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { Button } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { lazyPart } from '../../kernel/lazy-part.ts';
import { showHint } from '../../kernel/notifications/show-notification.tsx';
import { SelectionBar } from '../../kernel/tables/selection-bar.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import { maxBulkTypes } from './plan-bulk-move.ts';

const BulkMoveDialog = lazyPart(
  async () => (await import('./bulk-move-dialog.tsx')).BulkMoveDialog,
);

interface Props {
  readonly types: readonly MiniatureType[];
  /** Archived types can only be restored. */
  readonly archived: boolean;
  readonly onClear: () => void;
}

/** What can be done with the selected types; there only while some are selected. */
export function BulkBar({ types, archived, onClear }: Props) {
  const { t } = useTranslation('miniatures');
  const [opened, { open, close }] = useDisclosure(false);
  const archive = useBulkArchive();
  return (
    <>
      {types.length > 0 && (
        <SelectionBar
          label={t('bulk.label')}
          count={t('bulk.selected', { count: types.length })}
          clear={t('bulk.clear')}
          onClear={onClear}
        >
          {!archived && <Button onClick={open}>{t('bulk.move')}</Button>}
          <Button
            variant={archived ? 'filled' : 'default'}
            loading={archive.isBusy}
            onClick={async () => {
              if (await archive.run(types, !archived)) onClear();
            }}
          >
            {archived ? t('archive.restore') : t('archive.archive')}
          </Button>
        </SelectionBar>
      )}
      {!archived && (opened || types.length > 0) && (
        <Suspense fallback={null}>
          <BulkMoveDialog
            types={types}
            opened={opened}
            onClose={close}
            onMoved={() => {
              close();
              onClear();
            }}
          />
        </Suspense>
      )}
    </>
  );
}

/** Archives or restores the selected types together; more than the server takes at once is told. */
function useBulkArchive() {
  const actions = useTypeActions();
  const [isBusy, setBusy] = useState(false);
  /** Whether it was done, or waits to be. */
  const run = async (types: readonly MiniatureType[], archived: boolean): Promise<boolean> => {
    if (types.length > maxBulkTypes) {
      showHint(<TooManyNotice />, 'miniatures.bulk-limit');
      return false;
    }
    setBusy(true);
    const outcome = await actions.archive(types, archived);
    setBusy(false);
    return outcome !== 'refused';
  };
  return { isBusy, run };
}

function TooManyNotice() {
  const { t } = useTranslation('miniatures');
  return <>{t('bulk.limit', { limit: maxBulkTypes })}</>;
}
