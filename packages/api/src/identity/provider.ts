import { accountError } from '@atelier/domain/identity/account-errors.ts';
import { DomainError } from '@atelier/domain/kernel/errors.ts';
import * as oidc from 'openid-client';
import { mayReachProvider } from './provider-rules.ts';

/** An OpenID Connect provider by which people sign in. */
export interface ProviderSettings {
  /** Its address, below which its settings are found; over plain HTTP only if this one says so. */
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined for a client without one (PKCE is used either way). */
  readonly clientSecret: string | undefined;
  /** On the button of the page. */
  readonly name: string;
  /** Origins beside the issuer's that its settings may name. */
  readonly trustedOrigins: readonly string[];
}

/** What a browser keeps while it is at the provider's. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
}

/** Who somebody is to the provider. */
export interface ProviderIdentity {
  readonly issuer: string;
  readonly subject: string;
  /** Null unless the provider says that it has seen that it is theirs. */
  readonly email: string | null;
  readonly name: string | null;
}

const timeoutSeconds = 10;

/** Whoever is to show who they are has to have been asked by the provider so lately. */
const freshSeconds = 300;

/**
 * Signs in by a provider: the code flow with PKCE, state and nonce; the signature of what it says is checked.
 * What its settings name is asked only where it may be (`mayReachProvider`), and no redirect is followed, so that
 * nobody makes the server ask something inside its network. Whoever is to `prove` who they are is asked by the
 * provider anew, and it has to say so. Throws `ERR_PROVIDER_UNAVAILABLE`.
 */
export function createProvider(settings: ProviderSettings, redirectUri: string) {
  const { issuer, clientId, clientSecret, trustedOrigins } = settings;
  let found: Promise<oidc.Configuration> | undefined;

  const guardedFetch: oidc.CustomFetch = async (url, options) => {
    if (!mayReachProvider(url, issuer, trustedOrigins)) {
      throw accountError('ERR_PROVIDER_UNAVAILABLE', { reason: 'origin not trusted' });
    }
    const response = await fetch(url, { ...options, redirect: 'manual' } as RequestInit).catch(
      unavailable,
    );
    return response.status >= 500 ? unavailable() : response;
  };
  const discover = async (): Promise<oidc.Configuration> => {
    const config = await oidc.discovery(new URL(issuer), clientId, clientSecret, undefined, {
      [oidc.customFetch]: guardedFetch,
      timeout: timeoutSeconds,
      execute: [
        oidc.enableNonRepudiationChecks,
        ...(issuer.startsWith('http:') ? [oidc.allowInsecureRequests] : []),
      ],
    });
    return config;
  };
  /** Its settings are read once; after a failure they are asked for anew. */
  const configuration = (): Promise<oidc.Configuration> => {
    found ??= discover().catch((error: unknown) => {
      found = undefined;
      throw error;
    });
    return found;
  };

  return {
    name: settings.name,
    /** Where the browser goes, and what it keeps until it is back. */
    async begin({
      prove,
    }: {
      readonly prove: boolean;
    }): Promise<{ readonly url: string; readonly pending: PendingSignIn }> {
      const config = await configuration().catch(unavailable);
      const pending = {
        state: oidc.randomState(),
        nonce: oidc.randomNonce(),
        verifier: oidc.randomPKCECodeVerifier(),
      };
      const url = oidc.buildAuthorizationUrl(config, {
        redirect_uri: redirectUri,
        scope: 'openid email profile',
        state: pending.state,
        nonce: pending.nonce,
        code_challenge: await oidc.calculatePKCECodeChallenge(pending.verifier),
        code_challenge_method: 'S256',
        ...(prove && { prompt: 'login', max_age: String(freshSeconds) }),
      });
      return { url: url.href, pending };
    },
    /** Who came back, by what stands in the address behind `?`. Throws `ERR_SIGN_IN_REFUSED` for what does not fit, `ERR_PROVIDER_UNAVAILABLE` where the provider cannot be asked. */
    async finish(
      query: string,
      pending: PendingSignIn & { readonly prove: boolean },
    ): Promise<ProviderIdentity> {
      const config = await configuration().catch(unavailable);
      const tokens = await oidc
        .authorizationCodeGrant(config, new URL(`${redirectUri}?${query}`), {
          pkceCodeVerifier: pending.verifier,
          expectedState: pending.state,
          expectedNonce: pending.nonce,
          idTokenExpected: true,
          // Then the token has to say when its person was asked, and that may not be long ago.
          ...(pending.prove && { maxAge: freshSeconds }),
        })
        .catch(refused);
      const claims = tokens.claims();
      if (claims === undefined) throw accountError('ERR_SIGN_IN_REFUSED');
      const { iss, sub, email, email_verified: isVerified, name } = claims;
      return {
        issuer: iss,
        subject: sub,
        email: isVerified === true && typeof email === 'string' ? email : null,
        name: typeof name === 'string' ? name : null,
      };
    },
  };
}

export type Provider = ReturnType<typeof createProvider>;

function unavailable(): never {
  throw accountError('ERR_PROVIDER_UNAVAILABLE');
}

/** What could not be asked, however the library wraps it, says nothing of who came. */
function refused(error: unknown): never {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof DomainError) throw cause;
  }
  throw accountError('ERR_SIGN_IN_REFUSED');
}
