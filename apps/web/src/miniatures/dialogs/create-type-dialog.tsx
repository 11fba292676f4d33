import { maxQuantity } from '@atelier/domain/miniatures/stages.ts';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../kernel/api.ts';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { parseQuantity } from '../../kernel/forms/parse-quantity.ts';
import { QuantityField } from '../../kernel/forms/quantity-field.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';
import { NameField } from './name-field.tsx';
import { useName } from './use-name.ts';

interface Props {
  readonly opened: boolean;
  readonly onClose: () => void;
  readonly onCreated: (id: string) => void;
}

/** A new type, and at once how many of it are in the box. */
export function CreateTypeDialog({ opened, onClose, onCreated }: Props) {
  const { t } = useTranslation('miniatures');
  const trpc = useTRPC();
  const queryClient = useQueryClient();
  const actions = useTypeActions();
  const name = useName('');
  const [text, setText] = useState('0');
  const quantity = parseQuantity(text, { min: 0, max: maxQuantity });

  const close = () => {
    onClose();
    name.calm();
  };
  const submit = async () => {
    if (!name.check() || quantity === null) return;
    try {
      const type = await actions.create(name.trimmed);
      onClose();
      name.calm('');
      setText('0');
      if (quantity > 0) await actions.add(type, quantity);
      else actions.tellCreated(type.name);
      await queryClient.invalidateQueries(trpc.miniatures.pathFilter());
      onCreated(type.id);
    } catch (error) {
      name.refuse(error);
    }
  };
  return (
    <FormDialog
      title={t('create.title')}
      submit={t('create.submit')}
      opened={opened}
      canSubmit={quantity !== null}
      onClose={close}
      onSubmit={submit}
    >
      <NameField
        label={t('create.name')}
        placeholder={t('create.namePlaceholder')}
        {...name.field}
      />
      <QuantityField
        label={t('create.quantity')}
        description={t('create.quantityHint')}
        value={text}
        onChange={setText}
        min={0}
        max={maxQuantity}
        quick={[1, 5, 10, 20]}
        quickLabel={t('move.quick')}
      />
    </FormDialog>
  );
}
