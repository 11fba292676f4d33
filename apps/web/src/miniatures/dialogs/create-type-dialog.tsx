import { maxQuantity } from '@atelier/domain/miniatures/stages.ts';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Behaviour, useCommand } from '../../kernel/commands/use-command.ts';
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

/** A type without history can be taken back as if it had never been. */
const discardable: Behaviour<'miniatures.create'> = {
  says: ({ name }) => ({ key: 'miniatures:create.created', values: { name } }),
  undo: ({ id, name }) => ({
    path: 'miniatures.discard',
    input: { id },
    touches: [{ id }],
    relists: true,
    says: { key: 'miniatures:create.discarded', values: { name } },
  }),
};

/** A new type, and at once how many of it are in the box. */
export function CreateTypeDialog({ opened, onClose, onCreated }: Props) {
  const { t } = useTranslation('miniatures');
  const actions = useTypeActions();
  const name = useName('');
  const [text, setText] = useState('0');
  const quantity = parseQuantity(text, { min: 0, max: maxQuantity });
  // With something in its box the purchase is what is told, and what can be taken back.
  const create = useCommand('miniatures.create', quantity === 0 ? discardable : {});

  const close = () => {
    onClose();
    name.calm();
    create.reset();
  };
  const submit = async () => {
    if (quantity === null || !(await name.check())) return;
    const type = await create.ask({ name: name.trimmed }).catch(name.refuse);
    if (type === undefined) return;
    onClose();
    name.calm('');
    setText('0');
    if (quantity > 0) await actions.add(type, quantity);
    onCreated(type.id);
  };
  return (
    <FormDialog
      title={t('create.title')}
      submit={name.isSecond ? t('create.anyway') : t('create.submit')}
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
