/** A message on a topic, as JSON. */
export interface TopicText {
  readonly topic: string;
  readonly text: string;
}

/** What one NOTIFY carries: a JSON array of messages. */
export interface Payload {
  readonly topics: ReadonlySet<string>;
  readonly text: string;
}

/** NOTIFY carries under 8,000 bytes. */
const maxPayloadBytes = 7999;
/** How large one message may be, in bytes of JSON in UTF-8. */
export const maxMessageBytes = maxPayloadBytes - '[]'.length;

/** Puts messages into as few payloads as hold them, in their order. */
export function packMessages(messages: readonly TopicText[]): readonly Payload[] {
  const payloads: Payload[] = [];
  let topics = new Set<string>();
  let texts: string[] = [];
  let bytes = 0;
  const close = () => {
    if (texts.length > 0) payloads.push({ topics, text: `[${texts.join()}]` });
    topics = new Set();
    texts = [];
    bytes = 0;
  };
  for (const { topic, text } of messages) {
    const size = Buffer.byteLength(text) + ','.length;
    if (bytes + size - 1 > maxMessageBytes) close();
    topics.add(topic);
    texts.push(text);
    bytes += size;
  }
  close();
  return payloads;
}
