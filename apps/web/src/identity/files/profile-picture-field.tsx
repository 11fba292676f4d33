import { profilePicture } from '@atelier/domain/identity/files/profile-picture.ts';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { FileField } from './file-field.tsx';

/** Changes the picture of a user: of one's own, or, for administrators, anybody's. */
export function ProfilePictureField({ userId }: { readonly userId: string }) {
  const { t } = useTranslation('files');
  const trpc = useTRPC();
  const client = useTRPCClient();
  const cache = useQueryClient();
  const of = { use: profilePicture.name, entityId: userId };
  const { data = [] } = useQuery(trpc.identity.files.list.queryOptions(of));
  const readAgain = () => cache.invalidateQueries(trpc.identity.files.list.queryFilter(of));
  return (
    <FileField
      label={t('picture.label')}
      use={profilePicture}
      entityId={userId}
      files={data}
      onAttached={readAgain}
      onRemove={async ({ id }) => {
        await client.identity.files.remove.mutate({ id });
        await readAgain();
      }}
    />
  );
}
