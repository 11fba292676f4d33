import { httpMethods } from '@atelier/domain/orchestra/drivers/http.ts';
import { NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import classes from './editor.module.css';
import { JsonField, type PartProps, useFields } from './editor-parts.tsx';
import { LinesField } from './lines-field.tsx';

const bodies = ['none', 'json', 'text', 'form', 'multipart'] as const;

const emptyBodies: Readonly<Record<(typeof bodies)[number], unknown>> = {
  none: undefined,
  json: { type: 'json', value: {} },
  text: { type: 'text', text: '' },
  form: { type: 'form', fields: {} },
  multipart: { type: 'multipart', parts: [] },
};

/** A request over HTTP. */
export function HttpFields(props: PartProps) {
  const { t } = useTranslation('orchestra-editor');
  const { at, set, text } = useFields(props);
  const { errorAt } = props;
  const body = String(at(['request', 'body', 'type']) ?? 'none');
  return (
    <>
      <div className={classes.address}>
        <NativeSelect
          label={t('method')}
          data={[...httpMethods]}
          value={String(at(['request', 'method']) ?? 'GET')}
          onChange={({ currentTarget }) => set(['request', 'method'], currentTarget.value)}
        />
        <TextInput
          label={t('url')}
          description={t('urlHint')}
          spellCheck={false}
          {...text(['request', 'url'])}
        />
      </div>
      <LinesField
        label={t('headers')}
        description={t('headersHint')}
        value={at(['request', 'headers'])}
        error={errorAt(['request', 'headers'])}
        onChange={(next) => set(['request', 'headers'], next)}
      />
      <NativeSelect
        label={t('body')}
        data={bodies.map((value) => ({ value, label: t(`bodies.${value}`) }))}
        value={body}
        onChange={({ currentTarget: { value } }) => {
          const chosen = bodies.find((one) => one === value) ?? 'none';
          set(['request', 'body'], emptyBodies[chosen]);
        }}
      />
      {body === 'json' && (
        <JsonField
          label={t('bodyJson')}
          value={at(['request', 'body', 'value'])}
          error={errorAt(['request', 'body', 'value'])}
          onChange={(next) => set(['request', 'body', 'value'], next)}
        />
      )}
      {body === 'text' && (
        <Textarea
          label={t('bodyText')}
          autosize
          minRows={2}
          maxRows={20}
          {...text(['request', 'body', 'text'])}
          onChange={({ currentTarget }) => set(['request', 'body', 'text'], currentTarget.value)}
        />
      )}
      {body === 'form' && (
        <LinesField
          label={t('bodyForm')}
          description={t('headersHint')}
          value={at(['request', 'body', 'fields'])}
          error={errorAt(['request', 'body', 'fields'])}
          onChange={(next) => set(['request', 'body', 'fields'], next ?? {})}
        />
      )}
      {body === 'multipart' && (
        <JsonField
          label={t('bodyParts')}
          value={at(['request', 'body', 'parts'])}
          error={errorAt(['request', 'body', 'parts'])}
          onChange={(next) => set(['request', 'body', 'parts'], next)}
        />
      )}
    </>
  );
}
