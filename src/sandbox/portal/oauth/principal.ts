/** Who makes a request. */
export interface Principal {
  /** `private-app`: the static access token; `oauth`: a token issued by the OAuth endpoints. */
  readonly kind: 'private-app' | 'oauth';
  readonly appId: number;
  /** null: every scope. */
  readonly scopes: readonly string[] | null;
}
