import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { showFailure, showNotice } from '../../kernel/notices/show-notice.tsx';

type Named = Pick<MiniatureType, 'id' | 'name'>;

/** Takes a type out of use or back into it, and tells so. */
export function useArchive() {
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  return async ({ id, name }: Named, archived: boolean): Promise<void> => {
    try {
      const command = archived ? client.miniatures.archive : client.miniatures.restore;
      const type = await command.mutate({ id });
      queryClient.setQueryData(trpc.miniatures.get.queryKey({ id }), type);
      await queryClient.invalidateQueries(trpc.miniatures.pathFilter());
      showNotice(<ArchivedNotice name={name} archived={archived} />);
    } catch (error) {
      showFailure(error);
    }
  };
}

function ArchivedNotice({ name, archived }: { readonly name: string; readonly archived: boolean }) {
  const { t } = useTranslation('miniatures');
  return <>{archived ? t('archive.archived', { name }) : t('archive.restored', { name })}</>;
}
