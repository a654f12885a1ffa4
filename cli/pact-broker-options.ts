import { Option } from 'commander';

/** How to reach a broker; each has an environment variable that keeps secrets off the command line. */
export function brokerOptions(): readonly Option[] {
  return [
    new Option('--broker <url>', 'the Pact Broker (PACT_BROKER_BASE_URL)'),
    new Option('--broker-username <name>', 'PACT_BROKER_USERNAME'),
    new Option('--broker-password <password>', 'better by PACT_BROKER_PASSWORD'),
    new Option('--broker-token <token>', 'better by PACT_BROKER_TOKEN'),
  ];
}
