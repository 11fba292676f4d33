import { useTranslation } from 'react-i18next';
import { shortFailure } from './short-failure.ts';
import classes from './status.module.css';

/** What went wrong; the statement that it went wrong in can be unfolded. */
export function FailureText({ text }: { readonly text: string }) {
  const { t } = useTranslation('database');
  const short = shortFailure(text);
  if (short === text) return text;
  return (
    <>
      <span>{short}</span>
      <details className={classes.whole}>
        <summary>{t('history.whole')}</summary>
        <pre>{text}</pre>
      </details>
    </>
  );
}
