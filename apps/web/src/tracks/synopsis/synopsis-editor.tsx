import { saveSynopsisInput } from '@atelier/domain/tracks/schemas.ts';
import { type SynopsisItem, synopsisItemTypes } from '@atelier/domain/tracks/synopsis.ts';
import type { Synopsis } from '@atelier/domain/tracks/types.ts';
import { Button, Group, TextInput } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../kernel/commands/use-command.ts';
import { Form } from '../../kernel/forms/form.tsx';
import { useSchemaForm } from '../../kernel/forms/use-schema-form.tsx';
import { Menu } from '../../kernel/overlay/menu.tsx';
import { ItemEditor } from './item-editor.tsx';
import { isBlank, newItem } from './new-item.ts';
import classes from './synopsis.module.css';

interface Props {
  readonly sessionId: string;
  /** The version that is edited; null for the first one. */
  readonly basis: Synopsis | null;
  /** What a first one is called. */
  readonly title: string;
  readonly onClose: () => void;
}

/** Edits the live version; saved, it is a version of its own. */
export function SynopsisEditor({ sessionId, basis, title, onClose }: Props) {
  const { t } = useTranslation('tracks');
  const save = useCommand('tracks.synopsis.save');
  const editing = useSchemaForm({
    id: `tracks.synopsis.${sessionId}.${basis?.versionNumber ?? 0}`,
    schema: saveSynopsisInput,
    initial: {
      sessionId,
      title: basis?.title ?? title,
      items: [...(basis?.items ?? [newItem('heading')])] as SynopsisItem[],
      basedOn: basis?.versionNumber ?? null,
    },
    send: ({ items, ...input }) =>
      save.ask({ ...input, items: items.filter((item) => !isBlank(item)) }),
    onSent: onClose,
  });
  const { form } = editing;
  const { items } = form.values;
  const change = (next: readonly SynopsisItem[]) => form.setFieldValue('items', [...next]);
  return (
    <Form form={editing}>
      <TextInput label={t('synopsis.heading')} {...form.getInputProps('title')} />
      <ol className={classes.items}>
        {items.map((item, place) => (
          <ItemEditor
            // biome-ignore lint/suspicious/noArrayIndexKey: items are nothing but their order
            key={place}
            item={item}
            place={place}
            isLast={place === items.length - 1}
            error={form.errors[`items.${place}.text`] ?? form.errors[`items.${place}.code`]}
            onChange={(next) => change(items.with(place, next))}
            onRemove={() => change(items.toSpliced(place, 1))}
            onMove={(by) => change(items.toSpliced(place, 1).toSpliced(place + by, 0, item))}
          />
        ))}
      </ol>
      <Group>
        <Menu
          label={t('synopsis.add')}
          className={classes.add}
          items={synopsisItemTypes.map((type) => ({
            label: t(`synopsis.types.${type}`),
            onSelect: () => change([...items, newItem(type)]),
          }))}
        >
          <IconPlus size={16} aria-hidden />
          {t('synopsis.add')}
        </Menu>
        <Button variant="subtle" onClick={() => editing.leave(onClose)}>
          {t('cancel')}
        </Button>
      </Group>
    </Form>
  );
}
