import { Skeleton, VisuallyHidden } from '@mantine/core';
import { IconArrowRight, IconMinus, IconPencil, IconPlus } from '@tabler/icons-react';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/language.ts';
import classes from './diff.module.css';
import { type JsonChange, type JsonPath, jsonChanges } from './json-changes.ts';
import { wordChanges } from './text-changes.ts';
import { WordPieces } from './text-diff.tsx';

interface Props {
  /** What is compared. */
  readonly label: string;
  readonly before: unknown;
  readonly after: unknown;
  /** What people call a field, where they call it otherwise: `['name']` is “Name”. */
  readonly nameOf?: (path: JsonPath) => string | undefined;
}

const icons = { added: IconPlus, removed: IconMinus, changed: IconPencil };

/** What is different in two JSON values: each changed place with what was there and what is there now. */
export function JsonDiff({ label, before, after, nameOf }: Props) {
  const { t, ready } = useTranslation('diff');
  const changes = useMemo(() => jsonChanges(before, after), [before, after]);
  if (!ready) return <Skeleton height={80} radius="md" />;
  if (changes.length === 0) return <p className={classes.none}>{t('same')}</p>;
  return (
    <ul className={classes.changes} aria-label={label}>
      {changes.map((change) => {
        const Icon = icons[change.kind];
        return (
          // A place in a list can be both added and removed.
          <li
            key={JSON.stringify([change.kind, change.path])}
            className={classes.change}
            data-kind={change.kind}
          >
            <div className={classes.where}>
              <Icon size={15} aria-hidden />
              <PathWords path={change.path} nameOf={nameOf} />
              <span className={classes.kind}>{t(`kinds.${change.kind}`)}</span>
            </div>
            <Values change={change} />
          </li>
        );
      })}
    </ul>
  );
}

interface PathProps {
  readonly path: JsonPath;
  readonly nameOf: Props['nameOf'];
}

function PathWords({ path, nameOf }: PathProps) {
  const { t } = useTranslation('diff');
  if (path.length === 0) return <span>{t('whole')}</span>;
  const parts = path.map((part, place) => {
    const own = nameOf?.(path.slice(0, place + 1));
    // People count from one.
    return own ?? (typeof part === 'number' ? t('place', { place: part + 1 }) : part);
  });
  return <span className={classes.path}>{parts.join(' › ')}</span>;
}

function Values({ change }: { readonly change: JsonChange }) {
  const { t } = useTranslation('diff');
  const language = useLanguage();
  if (change.kind !== 'changed') {
    const value = change.kind === 'added' ? change.after : change.before;
    return <Value kind={change.kind} value={value} />;
  }
  const { before, after } = change;
  if (isProse(before) && isProse(after)) {
    const pieces = wordChanges(before, after, language);
    // Where hardly a word is left, two texts are easier to read than one with everything in it.
    if (pieces.some(({ kind, text }) => kind === 'same' && text.trim().length > 12)) {
      return (
        <div className={classes.value}>
          <WordPieces pieces={pieces} />
        </div>
      );
    }
  }
  return (
    <div className={classes.both}>
      <Value kind="removed" value={before} />
      <IconArrowRight size={15} aria-label={t('became')} className={classes.arrow} />
      <Value kind="added" value={after} />
    </div>
  );
}

const isProse = (value: unknown): value is string =>
  typeof value === 'string' && /\S\s+\S+\s+\S/.test(value);

function Value({ kind, value }: { readonly kind: 'added' | 'removed'; readonly value: unknown }) {
  const { t } = useTranslation('diff');
  const Piece = kind === 'added' ? 'ins' : 'del';
  return (
    <Piece
      className={`${classes.value} ${classes[kind]}`}
      data-of={value === null || value === '' ? 'nothing' : typeof value}
    >
      <VisuallyHidden>{t(`said.${kind}`)}</VisuallyHidden>
      <ValueWords value={value} />
    </Piece>
  );
}

function ValueWords({ value }: { readonly value: unknown }) {
  const { t } = useTranslation('diff');
  if (value === null) return t('null');
  if (value === '') return t('emptyText');
  if (typeof value === 'string') return value;
  return JSON.stringify(value, null, 2);
}
