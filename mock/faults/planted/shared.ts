import { setTimeout as sleep } from 'node:timers/promises';
import type { GatewayAnswer } from '../../answer.ts';
import { at } from '../../at.ts';
import { bodyOf, instead, onDelivery, onRequest, withBody } from '../../handler.ts';
import type { PlantedFault } from './planted-fault.ts';

const UPDATE = 'errors/robustness/valid-update-unchanged';

/** Faults of what several requests share: a cache, a variable, a record. */
export const sharedFaults: readonly PlantedFault[] = [
  {
    name: 'read-cached',
    does: 'shows a client for good as it was first read',
    clause: UPDATE,
    answer: (next) => {
      const known = new Map<string, GatewayAnswer>();
      return instead(at.getClient, async (request) => {
        const answer = known.get(request.path) ?? (await next(request));
        if (answer.status === 200) known.set(request.path, answer);
        return answer;
      })(next);
    },
  },
  {
    name: 'update-in-a-global',
    does: 'keeps the id of the client that is updated where another update overwrites it',
    clause: UPDATE,
    answer: (next) => {
      let current: unknown;
      return onRequest(at.updateClient, async (request) => {
        const body = bodyOf(request);
        current = body.id;
        await sleep(2);
        return withBody(request, { ...body, id: current });
      })(next);
    },
  },
  {
    name: 'delivery-of-before',
    does: 'delivers client.updated with the city of the update before',
    clause: UPDATE,
    deliver: (next) => {
      const cities = new Map<unknown, unknown>();
      return onDelivery('client.updated', (delivery) => {
        const client = delivery.body as Record<string, unknown>;
        const { id, city } = client;
        if (cities.has(id)) client.city = cities.get(id);
        cities.set(id, city);
      })(next);
    },
  },
];
