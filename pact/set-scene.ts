import { Inconclusive } from '../harness/judging/outcome.ts';
import type { Stage } from '../harness/scenarios/stage.ts';
import { newScene, type Problem, type Scene } from './scene.ts';
import { findState } from './states/find-state.ts';
import { type State, StateRefused } from './states/state.ts';
import { stateTemplate } from './states/state-template.ts';

/** A state as Pact's verifier asks for it. */
export interface StateRequest {
  readonly state: string;
  readonly action: 'setup' | 'teardown';
  readonly params?: Readonly<Record<string, unknown>>;
}

/** The scenes of a verification, one an interaction, in its order. */
export interface Scenes {
  readonly all: readonly Scene[];
  readonly current: () => Scene;
  /**
   * Answers the verifier with the values of the scene; also where the state did not come about, as
   * the verifier would not tell us then when the next interaction begins.
   */
  readonly request: (asked: StateRequest) => Promise<Readonly<Record<string, string>>>;
  /** Handlers to paste, one a missing state. */
  readonly templates: ReadonlyMap<string, string>;
}

/**
 * Brings about one state after the other, as the verifier asks for them.
 *
 * @param began told how many interactions there were, whenever another begins
 */
export function setScenes(
  stage: Stage,
  own: readonly State[],
  began: (count: number) => void = () => {},
): Scenes {
  const all: Scene[] = [];
  const begin = (): void => {
    all.push(newScene());
    began(all.length);
  };
  const templates = new Map<string, string>();
  const current = (): Scene => {
    const last = all.at(-1);
    if (last !== undefined) return last;
    begin();
    return current();
  };
  const setUp = async (asked: StateRequest) => {
    if (all.length === 0 || current().isSet) begin();
    const scene = current();
    // a state that follows a failed one is not worth a request
    if (scene.problem === undefined && asked.state !== '') {
      await bringAbout(asked, { stage, scene, own, templates });
    }
    return scene.values;
  };
  const tearDown = async () => {
    const scene = current();
    scene.isSet = true;
    const { subscription } = scene;
    delete scene.subscription;
    if (subscription !== undefined) await stage.webhooks.unsubscribe(subscription);
    return {};
  };
  return {
    all,
    current,
    templates,
    request: (asked) => (asked.action === 'teardown' ? tearDown() : setUp(asked)),
  };
}

/** What it yields goes into the values of the scene, or why it failed into its problem. */
async function bringAbout(
  { state, params: given = {} }: StateRequest,
  parts: {
    readonly stage: Stage;
    readonly scene: Scene;
    readonly own: readonly State[];
    readonly templates: Map<string, string>;
  },
): Promise<void> {
  const { stage, scene, own, templates } = parts;
  const params = texts(given);
  const found = findState(state, own);
  if (found === undefined) {
    templates.set(state, stateTemplate(state, params));
    scene.problem = { kind: 'inconclusive', says: `nobody knows how to bring about "${state}"` };
    return;
  }
  // what a user's own state is for, we do not know
  if (own.includes(found.state)) scene.mayBeThrottled = true;
  try {
    const told = await found.state.setUp({ stage, scene, params: { ...found.named, ...params } });
    Object.assign(scene.values, told);
  } catch (thrown) {
    scene.problem = problemOf(state, thrown);
  }
}

function problemOf(state: string, thrown: unknown): Problem {
  const kind = thrown instanceof StateRefused ? 'fail' : 'inconclusive';
  const why = thrown instanceof Error ? thrown.message : String(thrown);
  const isKnown = thrown instanceof StateRefused || thrown instanceof Inconclusive;
  return {
    kind,
    says: `"${state}" could not be brought about: ${isKnown ? why : `error: ${why}`}`,
  };
}

function texts(params: Readonly<Record<string, unknown>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(params).map(([key, value]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]),
  );
}
