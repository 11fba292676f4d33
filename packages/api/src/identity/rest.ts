import type { UserModel } from '@atelier/db/identity/models/user.ts';
import { findUser } from '@atelier/db/identity/user-reads.ts';
import { accountActions } from '@atelier/domain/identity/account-actions.ts';
import { accountErrors } from '@atelier/domain/identity/account-errors.ts';
import {
  displayNameText,
  emailText,
  linkTokenText,
  passwordText,
  signInInput,
} from '@atelier/domain/identity/account-schemas.ts';
import { houseActions } from '@atelier/domain/identity/house-actions.ts';
import { kernelError } from '@atelier/domain/kernel/errors.ts';
import { z } from 'zod';
import type { Context } from '../kernel/context.ts';
import { endpointOf, type RestArea } from '../kernel/rest/endpoint.ts';
import type { IdentityContext } from './context.ts';
import { register } from './register.ts';
import { signInProgram } from './sign-in.ts';

const endpoint = endpointOf<IdentityContext>();

const userShape = z
  .object({
    id: z.uuid(),
    name: z.string(),
    email: z.string().nullable().meta({ description: 'Null where nobody signs in.' }),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'User' });

const tokenShape = z
  .object({
    token: z.string().meta({
      description:
        'For `Authorization: Bearer …`. Good until it was not used for 14 days, 30 days after it was given out, or its session is ended.',
    }),
    user: userShape,
  })
  .meta({ id: 'SignedIn' });

const registerShape = z.strictObject({
  name: displayNameText,
  email: emailText,
  password: passwordText,
  invitation: linkTokenText
    .optional()
    .meta({ description: 'What the link of an invitation has behind its `#`.' }),
});

function toRestUser({ id, displayName, email, createdAt }: UserModel) {
  return { id, name: displayName, email, createdAt: createdAt.toISOString() };
}

const signInErrors = [
  'ERR_SIGN_IN_REFUSED',
  'ERR_SIGN_IN_THROTTLED',
  'ERR_SECOND_FACTOR_NEEDED',
  'ERR_SECOND_FACTOR_WRONG',
  'ERR_PASSWORD_CHANGE_NEEDED',
  'ERR_PASSWORD_WEAK',
  'ERR_NOT_IN_TEAM_MODE',
  'ERR_TOO_MANY_REQUESTS',
] as const;

/** How programs get their token (camelCase). */
export const identityRest: RestArea = {
  tag: 'Accounts',
  description:
    'Accounts and tokens of programs, where people sign in (`AUTH_MODE=team`). A token goes into `Authorization: Bearer …` of every other request.',
  prefix: '/api/auth',
  createCaller: (context: Context) => context,
  errorTable: accountErrors,
  endpoints: [
    endpoint({
      method: 'POST',
      path: '/register',
      needs: houseActions.enter,
      operationId: 'register',
      summary: 'Make an account',
      description: 'With an invitation, or without one where `AUTH_REGISTRATION=open`.',
      body: registerShape,
      status: 201,
      answer: tokenShape,
      errors: [
        'ERR_REGISTRATION_CLOSED',
        'ERR_EMAIL_TAKEN',
        'ERR_PASSWORD_WEAK',
        'ERR_LINK_INVALID',
        'ERR_SIGN_IN_THROTTLED',
        'ERR_NOT_IN_TEAM_MODE',
        'ERR_TOO_MANY_REQUESTS',
      ],
      handle: async ({ caller, body }) => {
        const { token, user } = await register(caller, body);
        return { token, user: toRestUser(user) };
      },
    }),
    endpoint({
      method: 'POST',
      path: '/login',
      needs: houseActions.enter,
      operationId: 'login',
      summary: 'Sign in',
      description:
        'With a second factor, its code goes into `code`. Whoever comes with a password of an older program chooses another one: `newPassword`.',
      body: signInInput,
      status: 200,
      answer: tokenShape,
      errors: signInErrors,
      handle: async ({ caller, body }) => {
        const { token, user } = await signInProgram(caller, body);
        return { token, user: toRestUser(user) };
      },
    }),
    endpoint({
      method: 'GET',
      path: '/me',
      needs: accountActions.readOwnAccount,
      operationId: 'me',
      summary: 'Whoever calls',
      status: 200,
      answer: z.object({ user: userShape }),
      errors: [],
      handle: async ({ caller: { db, actor } }) => {
        const user = await findUser(db, actor.id);
        if (user === undefined) throw kernelError('ERR_UNAUTHENTICATED');
        return { user: toRestUser(user) };
      },
    }),
  ],
};
