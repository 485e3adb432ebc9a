import { type SourceDeps } from '../../../src/sources/http/deps.ts';

/** A vendor in place of the network: answers by the end of the path; what it does not know is not found. */
export function vendor(answers: Readonly<Record<string, unknown>>): SourceDeps {
  return {
    sleep: async () => undefined,
    fetch: async (input) => {
      const { pathname } = new URL(input instanceof Request ? input.url : input);
      const found = Object.entries(answers).find(([ending]) => pathname.endsWith(ending));
      if (found === undefined) return Response.json({ error: 'not found' }, { status: 404 });
      const [, body] = found;
      return typeof body === 'string' || body instanceof Blob ? new Response(body) : Response.json(body);
    },
  };
}
