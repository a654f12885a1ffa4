import { describe, expect, it } from 'vitest';
import { settingsFolder } from './settings-folder.ts';

const { write, config, load, mistakes } = settingsFolder();

const target = 'https://staging.example.com/gateway';

describe('files that cannot be read', () => {
  it('names a file that is not there', async () => {
    expect(await mistakes({ configFile: 'conf.ts' })).toEqual([
      'conf.ts: there is no such configuration file',
    ]);
  });

  it.each([
    ['conformance.config.ts', 'export default {'],
    ['conformance.config.json', '{ "target": '],
    ['conformance.config.mjs', 'throw new Error("no\\nway")'],
  ])('tells in one line why %s was not loaded', async (name, text) => {
    await write(name, text);
    const told = await mistakes();
    expect(told).toHaveLength(1);
    expect(told[0]).toMatch(new RegExp(`^${name}: could not be loaded: .+`));
  });

  it.each(['export default [];', 'export default "x";'])(
    'wants an object, not %s',
    async (text) => {
      await write('conformance.config.mjs', text);
      expect(await mistakes()).toEqual([
        'conformance.config.mjs: must export an object with the settings as its default',
      ]);
    },
  );
});

describe('production', () => {
  it.each(['https://api.pocketsuite.io/gateway', 'HTTP://API.PocketSuite.IO.:8443/'])(
    'refuses %s',
    async (target) => {
      const [told] = await mistakes({ flags: { target } });
      expect(told).toMatch(
        /^command line: "target" is on the production host api\.pocketsuite\.io, /,
      );
      const flags = { target, safety: { allowProduction: true } };
      expect((await load({ flags })).target).toBe(target);
    },
  );

  it('refuses a stimulus there', async () => {
    const path = 'https://api.pocketsuite.io/emit';
    await config({ target, stimuli: { 'booking.created': { path } } });
    expect((await mistakes())[0]).toContain(
      `"stimuli['booking.created'].path" is on the production`,
    );
  });

  it('takes other hosts', async () => {
    await config({ target: 'https://api.pocketsuite.io.example.com' });
    await expect(load()).resolves.toBeDefined();
  });
});
