import type { CaseContent } from '@atelier/domain/runs/case-content.ts';
import { runsError } from '@atelier/domain/runs/errors.ts';
import { isTooLarge, maxCaseKib } from '@atelier/domain/runs/sizes.ts';

/** Throws `ERR_CASE_TOO_LARGE` where a case says more than it may. */
export function requireCaseSize(content: CaseContent): void {
  const { title } = content;
  if (isTooLarge(content)) throw runsError('ERR_CASE_TOO_LARGE', { title, limit: maxCaseKib });
}
