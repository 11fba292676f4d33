import type { Dispatcher } from 'undici';
import { ModelFailure } from '../failure.ts';
import { finishedBody } from './finished-body.ts';
import { mediaTypeOf } from './media-type.ts';

/** One request and what is known of its answer beyond what the SDK tells. */
export interface Exchange {
  readonly fetch: (url: string | URL | Request, init?: RequestInit) => Promise<Response>;
  /** Why the exchange failed beneath the SDK, which would wrap it. */
  failure(): ModelFailure | undefined;
  /** Whether the body ended in the middle of a line. */
  endedWithinLine(): boolean;
}

export interface ExchangeOptions {
  readonly dispatcher: Dispatcher;
  readonly signal: AbortSignal;
  /** What an answer may have; what is on the wire is many times that, for each token is wrapped. */
  readonly answerBytes: number;
}

/** Of the body of an error; the rest is not read. */
const errorBytes = 64 * 1024;
/** A token of four letters comes in a chunk of 150 to 300 bytes. */
const wireBytesPerByte = 80;

/**
 * The `fetch` that the SDK is given. It sees what the SDK does not tell: that what came is no stream of events, that it
 * is too large, and that it ended within a line. It follows no redirect, and ends a stream at `[DONE]`, which some
 * servers leave open behind it.
 */
export function openExchange({ dispatcher, signal, answerBytes }: ExchangeOptions): Exchange {
  let failure: ModelFailure | undefined;
  let isWithinLine = false;
  const fail = (one: ModelFailure): ModelFailure => {
    failure = one;
    return one;
  };
  return {
    failure: () => failure,
    endedWithinLine: () => isWithinLine,
    async fetch(url, init) {
      const address = new URL(url instanceof Request ? url.url : url);
      const { statusCode, headers, body } = await dispatcher.request({
        ...{ origin: address.origin, path: address.pathname + address.search },
        method: init?.method === 'POST' ? 'POST' : 'GET',
        headers: Object.fromEntries(new Headers(init?.headers)),
        body: typeof init?.body === 'string' ? init.body : null,
        signal,
      });
      const given = Object.fromEntries(
        Object.entries(headers).map(([name, value]) => [name, [value].flat().join(', ')]),
      );
      const type = mediaTypeOf(given['content-type']);
      const isGood = statusCode >= 200 && statusCode < 300;
      // The words of an answer that is none are not read: a page of a proxy, or of the program at the wrong port.
      const refusal =
        type === 'text/html' || (statusCode >= 300 && statusCode < 400)
          ? new ModelFailure('ERR_MODEL_NOT_AN_API', { params: { status: statusCode } })
          : isGood && type === 'application/json'
            ? new ModelFailure('ERR_MODEL_NO_STREAM')
            : undefined;
      if (refusal && !(statusCode === 429 || statusCode >= 500)) {
        void body.dump({ limit: errorBytes }).catch(() => undefined);
        throw fail(refusal);
      }
      const stream = finishedBody(body, {
        ...(isGood
          ? { wireBytes: answerBytes * wireBytesPerByte, lineBytes: 2 * answerBytes + errorBytes }
          : { wireBytes: errorBytes, lineBytes: errorBytes }),
        onTooLarge: () => (isGood ? fail(new ModelFailure('ERR_MODEL_TOO_LARGE')) : undefined),
        onEnd: (within) => {
          isWithinLine = within;
        },
      });
      return new Response(statusCode === 204 || statusCode === 205 ? null : stream, {
        status: statusCode,
        headers: given,
      });
    },
  };
}
