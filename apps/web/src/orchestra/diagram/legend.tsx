import { useTranslation } from 'react-i18next';
import { useFormat } from '../../kernel/i18n/format.ts';
import classes from './diagram.module.css';
import { type Mark, signs } from './marks.ts';

interface Props {
  readonly marks: readonly Mark[];
  /** How many elements have each. */
  readonly counts?: ReadonlyMap<Mark, number>;
}

/** What the marks of a diagram mean: colour, sign and line of each beside its word. */
export function Legend({ marks, counts }: Props) {
  const { t } = useTranslation('orchestra-process');
  const format = useFormat();
  return (
    <ul className={classes.legend} aria-label={t('legend.label')}>
      {marks.map((mark) => (
        <li key={mark}>
          <MarkSign mark={mark} />
          <span className={[classes.line, classes[mark]].join(' ')} aria-hidden />
          <span>
            {t(`legend.${mark}`)}
            {counts && `: ${format.number(counts.get(mark) ?? 0)}`}
          </span>
        </li>
      ))}
    </ul>
  );
}

export function MarkSign({ mark }: { readonly mark: Mark }) {
  return (
    <span className={[classes.badge, classes[mark]].join(' ')} aria-hidden>
      {signs[mark]}
    </span>
  );
}
