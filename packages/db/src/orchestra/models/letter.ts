import type { Json } from '@atelier/domain/orchestra/json.ts';
import { Model } from 'objection';
import type { ColumnsOf } from '../../kernel/model-columns.ts';

export class LetterModel extends Model {
  static override tableName = 'orchestra.letters';
  static override jsonAttributes = ['partsJson'];
  static columns: ColumnsOf<LetterModel> = {
    id: 'uuid',
    recipients: 'text[]',
    sender: 'text',
    addressees: 'text',
    subject: 'text',
    bodyText: 'text',
    bodyHtml: 'text',
    partsJson: 'jsonb',
    size: 'integer',
    receivedAt: 'timestamptz',
  };

  declare id: string;
  /** Whom it was sent to, in lower case. */
  declare recipients: string[];
  /** As its header says it, or else who sent it. */
  declare sender: string;
  /** All whom it was sent to, by its headers too. */
  declare addressees: string;
  declare subject: string;
  declare bodyText: string;
  declare bodyHtml: string;
  /** Headers, links, attachments. */
  declare partsJson: Json;
  /** Bytes. */
  declare size: number;
  declare receivedAt: Date;
}
