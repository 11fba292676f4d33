import { useState } from 'react';
import { ResetRequest } from './reset-request.tsx';
import { SignInForm } from './sign-in-form.tsx';

/** What somebody sees who has not signed in, at whatever address; after it they see what is there. */
export function SignInPage() {
  const [email, setEmail] = useState('');
  const [hasForgotten, setForgotten] = useState(false);
  const field = { email, onEmail: setEmail };
  return hasForgotten ? (
    <ResetRequest {...field} onBack={() => setForgotten(false)} />
  ) : (
    <SignInForm {...field} onForgotten={() => setForgotten(true)} />
  );
}
