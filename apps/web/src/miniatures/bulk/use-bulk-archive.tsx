import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { showHint } from '../../kernel/notifications/show-notification.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import { maxBulkTypes } from './plan-bulk-move.ts';

/** Archives or restores the selected types together; more than the server takes at once is told. */
export function useBulkArchive() {
  const actions = useTypeActions();
  const [isBusy, setBusy] = useState(false);
  /** Whether it was done. */
  const run = async (types: readonly MiniatureType[], archived: boolean): Promise<boolean> => {
    if (types.length > maxBulkTypes) {
      showHint(<TooManyNotice />, 'miniatures.bulk-limit');
      return false;
    }
    setBusy(true);
    return actions.archive(types, archived).finally(() => setBusy(false));
  };
  return { isBusy, run };
}

function TooManyNotice() {
  const { t } = useTranslation('miniatures');
  return <>{t('bulk.limit', { limit: maxBulkTypes })}</>;
}
