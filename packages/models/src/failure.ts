import { DomainError, type ErrorParams } from '@atelier/domain/kernel/errors.ts';
import { type ModelErrorCode, modelErrors } from '@atelier/domain/kernel/model-errors.ts';

export interface FailureFacts {
  readonly params?: ErrorParams;
  /** The endpoint's own words, redacted and short: for logs and whoever set it up, never for everybody. */
  readonly detail?: string | undefined;
  /** How long the endpoint asks to be left alone. */
  readonly retryAfterMs?: number | undefined;
}

/**
 * Why a model did not answer, or not to the end. It has no `cause`: errors of the SDK carry the request, with what
 * people wrote and the key.
 */
export class ModelFailure extends DomainError<ModelErrorCode> {
  readonly detail: string | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ModelErrorCode, { params, detail, retryAfterMs }: FailureFacts = {}) {
    super(code, modelErrors[code], params);
    this.detail = detail;
    this.retryAfterMs = retryAfterMs;
  }
}
