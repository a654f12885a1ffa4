import { Worker } from 'node:worker_threads';

/**
 * Starts a thread of the proof.
 *
 * @param name of its file beside this one, without the ending
 */
export function startWorker(name: string, workerData: object): Worker {
  // from source, where a developer tries a fault, a thread needs the loader of its own
  const isSource = import.meta.url.endsWith('.ts');
  const url = new URL(`./${name}.${isSource ? 'ts' : 'js'}`, import.meta.url);
  return isSource
    ? new Worker(
        `import('tsx/esm/api').then((tsx) => { tsx.register(); return import(${JSON.stringify(url.href)}); })`,
        { eval: true, workerData },
      )
    : new Worker(url, { workerData });
}
