import { type BrokerAnswer, type BrokerCommandParts, brokerCommand } from './broker-command.ts';

/** Where a version went. */
export interface Recorded {
  readonly kind: 'deployment' | 'release';
  readonly pacticipant: string;
  readonly version: string;
  readonly environment: string;
}

/** Tells the broker that a version is deployed or released. */
export function record(
  { kind, pacticipant, version, environment }: Recorded,
  parts: BrokerCommandParts,
): Promise<BrokerAnswer> {
  return brokerCommand(
    [
      ...[`record-${kind}`, '--pacticipant', pacticipant],
      ...['--version', version, '--environment', environment],
    ],
    parts,
  );
}
