import { maxQuantity } from '@atelier/domain/miniatures/stages.ts';
import type { MiniatureType } from '@atelier/domain/miniatures/types.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FormDialog } from '../../kernel/forms/form-dialog.tsx';
import { parseQuantity } from '../../kernel/forms/parse-quantity.ts';
import { QuantityField } from '../../kernel/forms/quantity-field.tsx';
import { useTypeActions } from '../writes/type-actions.tsx';

interface Props {
  readonly type: MiniatureType;
  readonly opened: boolean;
  readonly onClose: () => void;
}

/** New miniatures of a type came in. */
export function AddToBoxDialog({ type, opened, onClose }: Props) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  const [text, setText] = useState('1');
  const max = maxQuantity - type.counts.IN_BOX;
  const quantity = parseQuantity(text, { min: 1, max });
  return (
    <FormDialog
      title={t('add.title')}
      subtitle={type.name}
      submit={t('add.submit')}
      opened={opened}
      canSubmit={quantity !== null}
      onClose={onClose}
      onSubmit={async () => {
        if (quantity === null) return;
        onClose();
        await actions.add(type, quantity);
      }}
    >
      <QuantityField
        label={t('add.quantity')}
        value={text}
        onChange={setText}
        min={1}
        max={max}
        quick={[1, 5, 10, 20]}
        quickLabel={t('move.quick')}
        autoFocus
      />
    </FormDialog>
  );
}
