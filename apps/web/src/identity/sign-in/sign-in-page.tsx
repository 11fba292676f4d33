import { Suspense, useState } from 'react';
import { lazyPart } from '../../kernel/lazy-part.ts';
import { ResetRequest } from './reset-request.tsx';
import { SignInForm } from './sign-in-form.tsx';

const SignUpForm = lazyPart(async () => (await import('./sign-up-form.tsx')).SignUpForm);

/** What somebody sees who has not signed in, at whatever address; after it they see what is there. */
export function SignInPage() {
  const [email, setEmail] = useState('');
  const [shown, setShown] = useState<'sign-in' | 'sign-up' | 'reset'>('sign-in');
  const field = { email, onEmail: setEmail };
  const onBack = () => setShown('sign-in');
  if (shown === 'reset') return <ResetRequest {...field} onBack={onBack} />;
  if (shown === 'sign-up') {
    return (
      <Suspense fallback={null}>
        <SignUpForm {...field} onBack={onBack} />
      </Suspense>
    );
  }
  return (
    <SignInForm
      {...field}
      onForgotten={() => setShown('reset')}
      onSignUp={() => setShown('sign-up')}
    />
  );
}
