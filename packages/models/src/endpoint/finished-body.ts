import type { Dispatcher } from 'undici';
import type { ModelFailure } from '../failure.ts';

interface BodyWatch {
  readonly wireBytes: number;
  readonly lineBytes: number;
  /** Undefined where the rest is left out and no harm is done. */
  readonly onTooLarge: () => ModelFailure | undefined;
  readonly onEnd: (isWithinLine: boolean) => void;
}

const lineEnd = 10;
const mark = Buffer.from('[DONE]');
/** The longest way to write `data: [DONE]`, with the end of the line before it. */
const markReach = 16;
/** How long the rest of a body is waited for, so that its connection can be used again. */
const lingerMs = 1000;

/**
 * A body of server-sent events, counted, and ended where it says so. Behind its last byte it puts an empty line: a parser
 * of events holds an event back until one comes, and servers leave it out before they close.
 */
export function finishedBody(
  body: Dispatcher.ResponseData['body'],
  { wireBytes, lineBytes, onTooLarge, onEnd }: BodyWatch,
): ReadableStream<Uint8Array> {
  const pieces: AsyncIterator<Buffer> = body[Symbol.asyncIterator]();
  const isDone = doneMark();
  let total = 0;
  let line = 0;
  let last = lineEnd;
  const end = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    onEnd(last !== lineEnd);
    controller.enqueue(new Uint8Array([lineEnd, lineEnd]));
    controller.close();
  };
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const { done, value: piece } = await pieces.next();
        if (done) return end(controller);
        total += piece.length;
        const lineStart = piece.lastIndexOf(lineEnd) + 1;
        line = lineStart > 0 ? piece.length - lineStart : line + piece.length;
        if (total > wireBytes || line > lineBytes) {
          body.destroy();
          const failure = onTooLarge();
          if (failure) throw failure;
          return end(controller);
        }
        last = piece[piece.length - 1] ?? last;
        controller.enqueue(piece);
        if (isDone(piece)) {
          end(controller);
          letGo(body);
        }
      },
      cancel() {
        body.destroy();
      },
    },
    { highWaterMark: 0 },
  );
}

/** Whether a line `data: [DONE]` has come, which may be cut anywhere. It cannot stand within JSON, which has no line ends. */
function doneMark(): (piece: Buffer) => boolean {
  let tail: Buffer = Buffer.from('\n');
  return (piece) => {
    const reach = Buffer.concat([tail, piece]);
    tail = reach.subarray(-markReach);
    return reach.includes(mark) && /[\r\n]data: ?\[DONE\] *[\r\n]/.test(reach.toString('latin1'));
  };
}

function letGo(body: Dispatcher.ResponseData['body']): void {
  const timer = setTimeout(() => body.destroy(), lingerMs);
  timer.unref();
  body
    .on('error', () => undefined)
    .once('close', () => clearTimeout(timer))
    .resume();
}
