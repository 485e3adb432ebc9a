import { AppError } from '../../errors.ts';

/** Runs calls with an access token that expires now and then. */
export interface Session<Token> {
  /** Calls `use` with a token; one that is refused is replaced once, since tokens expire without a warning. */
  call<Result>(signal: AbortSignal, use: (token: Token) => Promise<Result>): Promise<Result>;
}

/** @param signIn gets a new token; its own `unauthorized` means that the credentials are wrong */
export function createSession<Token>(signIn: (signal: AbortSignal) => Promise<Token>): Session<Token> {
  let held: Token | null = null;
  return {
    async call(signal, use) {
      if (held === null) {
        held = await signIn(signal);
        return use(held);
      }
      try {
        return await use(held);
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'unauthorized') throw error;
        held = await signIn(signal);
        return use(held);
      }
    },
  };
}
