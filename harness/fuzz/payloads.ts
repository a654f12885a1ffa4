import type { Demand } from './texts.ts';

/**
 * A lawful client, or what an update names of one. Its name gets the mark of the run in front, and
 * `{word}` in an email becomes a word of the run: that keeps clients recognisable and apart.
 */
export interface ValidClient {
  /** Whether it has a phone, which is made fresh. */
  readonly phone: boolean;
  readonly email?: string;
  readonly members: Readonly<Record<string, string>>;
  /** What must become of it. */
  readonly demand: Demand;
}

/** A lawful note. */
export interface ValidNote {
  readonly note: string;
  readonly demand: Demand;
}

/** Names of fields that clients have. */
export interface FieldNames {
  /** The custom fields of the account. */
  readonly custom: readonly string[];
  /** Whether the target keeps custom fields of any name. */
  readonly keepsAny: boolean;
}

/** An address that forms like to refuse, of a reserved domain (RFC 2606 §3). */
export const TAGGED_EMAIL = 'conformance+{word}@example.com';

/** Addresses as people have them, all of a reserved domain (RFC 2606 §3). */
export const EMAILS = [
  'conformance.{word}@example.com',
  'Conformance.{word}.MIXED@example.com',
  'conformance_{word}-x@example.com',
  'c.o.n.f.{word}@example.com',
] as const;
