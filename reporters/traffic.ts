import { counted } from './counted.ts';
import type { Run } from './run.ts';

/** What the run cost the target: `412 requests, 11 invalid token requests, 9 deliveries`. */
export function traffic({ requests }: Run): string {
  return [
    counted(requests.total, 'request'),
    counted(requests.invalidTokenRequests, 'invalid token request'),
    counted(requests.deliveries, 'delivery', 'deliveries'),
  ].join(', ');
}
