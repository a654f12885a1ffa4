/** An error that RFC 6749 has a code for (§4.1.2.1, §5.2). */
export class OauthError extends Error {
  readonly error: string;
  /** The status where it is not the usual one of its code. */
  readonly status: number | undefined;
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    error: string,
    description: string,
    more: { status?: number; headers?: Record<string, string> } = {},
  ) {
    super(description);
    this.error = error;
    this.status = more.status;
    this.headers = more.headers ?? {};
  }
}
