/**
 * Runs a task per item in lanes: side by side, but one after the other within a lane.
 *
 * @param lanes how many run at once; a lane takes the next item as soon as it is free
 */
export async function inLanes<Item>(
  items: readonly Item[],
  lanes: number,
  task: (item: Item, lane: number, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries();
  const run = async (lane: number): Promise<void> => {
    for (const [index, item] of waiting) await task(item, lane, index);
  };
  await Promise.all(Array.from({ length: Math.min(lanes, items.length) }, (_, lane) => run(lane)));
}
