import { IconAlertTriangle } from '@tabler/icons-react';
import classes from './form-failure.module.css';
import { FormIssue } from './form-issue.ts';
import { Refusal } from './refusal.tsx';

/** Why a form was not sent, where it belongs to no field; null while there is nothing to say. */
export function FormFailure({ failure }: { readonly failure: unknown }) {
  return (
    <div role="alert" className={classes.failure}>
      {failure !== null && (
        <>
          <IconAlertTriangle size={18} aria-hidden />
          <span>{failure instanceof FormIssue ? failure.words : <Refusal error={failure} />}</span>
        </>
      )}
    </div>
  );
}
