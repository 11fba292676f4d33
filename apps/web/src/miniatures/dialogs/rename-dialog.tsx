import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC, useTRPCClient } from '../../kernel/api.ts';
import { errorWords } from '../../kernel/errors/error-words.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { showNotice } from '../../kernel/notices/show-notice.tsx';
import { NameField } from './name-field.tsx';
import { nameProblem } from './type-name.ts';

interface Props {
  readonly type: MiniatureType;
  readonly opened: boolean;
  readonly onClose: () => void;
}

export function RenameDialog({ type, opened, onClose }: Props) {
  const { t, i18n } = useTranslation('miniatures');
  const client = useTRPCClient();
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const [name, setName] = useState(type.name);
  const [refusal, setRefusal] = useState<unknown>(null);
  const [tried, setTried] = useState(false);
  useEffect(() => {
    if (!opened) return;
    setName(type.name);
    setRefusal(null);
    setTried(false);
  }, [opened, type.name]);

  const submit = async () => {
    setTried(true);
    if (nameProblem(name) !== null) return;
    try {
      const renamed = await client.miniatures.rename.mutate({ id: type.id, name: name.trim() });
      queryClient.setQueryData(trpc.miniatures.get.queryKey({ id: type.id }), renamed);
      onClose();
      showNotice(<RenamedNotice name={renamed.name} />);
      await queryClient.invalidateQueries(trpc.miniatures.list.pathFilter());
    } catch (error) {
      setRefusal(error);
    }
  };
  return (
    <FormDialog
      title={t('rename.title')}
      opened={opened}
      canSubmit={name.trim() !== type.name}
      onClose={onClose}
      onSubmit={submit}
    >
      <NameField
        label={t('rename.name')}
        value={name}
        strict={tried}
        refusal={refusal === null ? null : errorWords(i18n, refusal).text}
        onChange={(next) => {
          setName(next);
          setRefusal(null);
        }}
      />
    </FormDialog>
  );
}

function RenamedNotice({ name }: { readonly name: string }) {
  const { t } = useTranslation('miniatures');
  return <>{t('rename.done', { name })}</>;
}
