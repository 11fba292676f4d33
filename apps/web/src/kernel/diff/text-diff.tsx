import { Skeleton, VisuallyHidden } from '@mantine/core';
import { Fragment, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '../i18n/language.ts';
import classes from './diff.module.css';
import { lineChanges, type TextPiece, wordChanges } from './text-changes.ts';

interface Props {
  /** What is compared. */
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** Words for prose that reads on; lines for texts in which lines count. By itself lines, where there are several. */
  readonly by?: 'words' | 'lines';
}

/** How a text became another: what was taken out is struck through, what was put in is underlined. */
export function TextDiff({ label, before, after, by }: Props) {
  const { t, ready } = useTranslation('diff');
  const language = useLanguage();
  const unit = by ?? ([before, after].some(hasLines) ? 'lines' : 'words');
  const pieces = useMemo(
    () => (unit === 'words' ? wordChanges(before, after, language) : lineChanges(before, after)),
    [before, after, unit, language],
  );
  if (!ready) return <Skeleton height={80} radius="md" />;
  if (before === after) return <p className={classes.none}>{t('same')}</p>;
  return (
    <section className={classes.text} aria-label={label} data-by={unit}>
      {unit === 'words' ? <WordPieces pieces={pieces} /> : <LinePieces pieces={pieces} />}
    </section>
  );
}

const hasLines = (text: string) => text.trim().includes('\n');

/** Pieces inside a line. */
export function WordPieces({ pieces }: { readonly pieces: readonly TextPiece[] }) {
  return pieces.map((piece, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pieces are nothing but their order
    <WordPiece key={place} piece={piece} />
  ));
}

function WordPiece({ piece: { kind, text } }: { readonly piece: TextPiece }) {
  const { t } = useTranslation('diff');
  if (kind === 'same') return <span>{text}</span>;
  const Piece = kind === 'added' ? 'ins' : 'del';
  return (
    <Piece className={classes[kind]}>
      <VisuallyHidden>{t(`said.${kind}`)}</VisuallyHidden>
      {text}
    </Piece>
  );
}

/** Lines of what both have that are shown beside a change. */
const context = 3;
/** Fewer hidden lines than this are not worth the button. */
const leastHidden = 3;

function LinePieces({ pieces }: { readonly pieces: readonly TextPiece[] }) {
  return pieces.map((piece, place) => {
    const isFirst = place === 0;
    const isLast = place === pieces.length - 1;
    return (
      <LinePiece
        // biome-ignore lint/suspicious/noArrayIndexKey: pieces are nothing but their order
        key={place}
        piece={piece}
        above={isFirst ? 0 : context}
        below={isLast ? 0 : context}
      />
    );
  });
}

interface LineProps {
  readonly piece: TextPiece;
  /** How many lines are near the change above, and near the one below. */
  readonly above: number;
  readonly below: number;
}

/** Whole lines; those that both have and that are far from a change are shown when they are asked for. */
function LinePiece({ piece: { kind, text }, above, below }: LineProps) {
  const { t } = useTranslation('diff');
  const [isOpen, setOpen] = useState(false);
  const lines = text.replace(/\n$/, '').split('\n');
  const hidden = lines.length - above - below;
  if (kind !== 'same' || isOpen || hidden < leastHidden) return <Lines kind={kind} lines={lines} />;
  return (
    <>
      <Lines kind="same" lines={lines.slice(0, above)} />
      <button type="button" className={classes.hidden} onClick={() => setOpen(true)}>
        {t('hidden', { count: hidden })}
      </button>
      <Lines kind="same" lines={lines.slice(above + hidden)} />
    </>
  );
}

const signs = { same: '', added: '+', removed: '−' } as const;

interface LinesProps {
  readonly kind: TextPiece['kind'];
  readonly lines: readonly string[];
}

function Lines({ kind, lines }: LinesProps) {
  const { t } = useTranslation('diff');
  const Piece = kind === 'same' ? 'div' : kind === 'added' ? 'ins' : 'del';
  if (lines.length === 0) return null;
  return (
    <Piece className={`${classes.lines} ${classes[kind]}`}>
      {kind !== 'same' && <VisuallyHidden>{t(`said.${kind}`)}</VisuallyHidden>}
      {lines.map((line, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines are nothing but their order
        <Fragment key={place}>
          <span className={classes.sign} aria-hidden>
            {signs[kind]}
          </span>
          <span className={classes.line}>{line === '' ? '\u00a0' : line}</span>
        </Fragment>
      ))}
    </Piece>
  );
}
