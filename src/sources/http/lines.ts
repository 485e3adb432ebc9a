import { say } from '../../model/messages/message.ts';
import { errorForGarbage, type Upstream } from './upstream-error.ts';

/** No vendor has events this long. */
const MAX_LINE_CHARACTERS = 8 * 1024 ** 2;

/** The lines of a body, several at a time, without their ends and without empty ones. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  upstream: Upstream,
): AsyncGenerator<readonly string[]> {
  const decoder = new TextDecoder();
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.decode(chunk, { stream: true })).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_LINE_CHARACTERS) {
      throw errorForGarbage(upstream, say('garbage.long-line', { most: MAX_LINE_CHARACTERS }));
    }
    yield lines.filter(notEmpty);
  }
  yield [rest + decoder.decode()].filter(notEmpty);
}

function notEmpty(line: string): boolean {
  return line.trim() !== '';
}
