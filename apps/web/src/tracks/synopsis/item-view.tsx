import type { SynopsisItem } from '@atelier/domain/tracks/synopsis.ts';
import { useTranslation } from 'react-i18next';
import { ScrollRegion } from '../../kernel/frame/scroll-region.tsx';
import classes from './synopsis.module.css';

/** One item of a synopsis, as it is read. */
export function ItemView({ item }: { readonly item: SynopsisItem }) {
  const { t } = useTranslation('tracks');
  switch (item.type) {
    case 'heading':
      return <h3 className={classes.heading}>{item.text}</h3>;
    case 'text':
      return <p className={classes.text}>{item.text}</p>;
    case 'definition':
      return (
        <dl className={classes.definition}>
          <dt>{item.term}</dt>
          <dd>{item.description}</dd>
        </dl>
      );
    case 'code':
      return (
        <ScrollRegion label={t('synopsis.types.code')} className={classes.code}>
          <pre>
            <code>{item.code}</code>
          </pre>
        </ScrollRegion>
      );
    case 'note':
      return <p className={classes.note}>{item.text}</p>;
    case 'list':
      return (
        <ul className={classes.list}>
          {item.items.map((each, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: they are nothing but their order
            <li key={place}>{each}</li>
          ))}
        </ul>
      );
  }
}
