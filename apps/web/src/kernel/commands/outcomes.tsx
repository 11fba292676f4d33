import { useTranslation } from 'react-i18next';
import { errorWords } from '../errors/error-words.ts';
import { notificationStore } from '../notifications/show-notification.tsx';
import type { Message } from './command.ts';
import classes from './told.module.css';
import { useMessageText } from './told.tsx';

/** What became of a command that had waited. */
export interface WaitedOutcome {
  /** What it would tell when it is done. */
  readonly says: Message | undefined;
  /** Why it was not. */
  readonly error?: unknown;
  readonly isGivenUp?: boolean;
}

const shownRefusals = 3;

/** Tells what became of all that had waited: what is saved, what was refused and why, what was given up. */
export function showOutcomes(outcomes: readonly WaitedOutcome[]): void {
  const saved = outcomes.filter(({ error }) => error === undefined);
  const givenUp = outcomes.filter(({ isGivenUp }) => isGivenUp);
  const refused = outcomes.filter(({ error, isGivenUp }) => error !== undefined && !isGivenUp);
  if (saved.length > 0) notificationStore.show('done', <Saved outcomes={saved} />);
  if (givenUp.length > 0) notificationStore.show('hint', <GivenUp count={givenUp.length} />);
  if (refused.length > 0) notificationStore.show('failed', <Refused outcomes={refused} />);
}

interface Props {
  readonly outcomes: readonly WaitedOutcome[];
}

function Saved({ outcomes }: Props) {
  const { t } = useTranslation();
  return <>{t('waiting.saved', { count: outcomes.length })}</>;
}

function GivenUp({ count }: { readonly count: number }) {
  const { t } = useTranslation();
  return <>{t('waiting.givenUp', { count })}</>;
}

function Refused({ outcomes }: Props) {
  const { t, i18n } = useTranslation();
  const textOf = useMessageText(outcomes.map(({ says }) => says));
  const lines = outcomes.map(({ says, error }) => {
    const reason = errorWords(i18n, error).text;
    return says === undefined ? reason : t('waiting.refusal', { what: textOf(says), reason });
  });
  const different = [...new Set(lines)];
  const rest = different.length - shownRefusals;
  return (
    <>
      {t('waiting.refused', { count: outcomes.length })}
      <ul className={classes.refusals}>
        {different.slice(0, shownRefusals).map((line) => (
          <li key={line}>{line}</li>
        ))}
        {rest > 0 && <li>{t('waiting.andMore', { count: rest })}</li>}
      </ul>
    </>
  );
}
