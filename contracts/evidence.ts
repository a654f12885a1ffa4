/** Headers in the order and spelling in which they were sent; a header sent twice stands twice. */
export type HeaderList = readonly (readonly [name: string, value: string])[];

/** One HTTP request with its response, or with the reason why none came. */
export interface Exchange {
  /** What was asked, e.g. `create client`. */
  readonly label: string;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderList;
    readonly body?: string;
    /** The local address it was sent from, where one was chosen. */
    readonly from?: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: HeaderList;
    /** The body as UTF-8; broken sequences became U+FFFD. */
    readonly body: string;
    /** Whether the bytes were not UTF-8. */
    readonly brokenUtf8?: true;
  };
  /** Why no response came, e.g. `no answer within 10 s`. */
  readonly failure?: {
    readonly kind: 'unreachable' | 'closed' | 'timeout';
    readonly message: string;
  };
  /** Milliseconds since the epoch. */
  readonly startedAt: number;
  readonly durationMs: number;
}

/** One webhook request that the receiver got. */
export interface Delivery {
  readonly method: string;
  readonly url: string;
  readonly headers: HeaderList;
  /** The body as UTF-8; broken sequences became U+FFFD. */
  readonly body: string;
  readonly brokenUtf8?: true;
  /** Milliseconds since the epoch. */
  readonly receivedAt: number;
  /** The status it was answered with; absent while it is held open or was cut off. */
  readonly answered?: number;
}

/** The first value of a header, by name in any case. */
export function header(headers: HeaderList, name: string): string | undefined {
  const wanted = name.toLowerCase();
  return headers.find(([key]) => key.toLowerCase() === wanted)?.[1];
}
