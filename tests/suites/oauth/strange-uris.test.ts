import { describe, expect, it } from 'vitest';
import { type StrangeUri, strangeUris } from '../../../suites/oauth/strange-uris.ts';

const ZAPIER = 'https://zapier.com/dashboard/auth/oauth/return/App1/';
const LOOPBACK = 'http://127.0.0.1:9000/callback';
const urisOf = (all: readonly StrangeUri[]): string[] => all.map(([, uri]) => uri);

describe('redirect URIs beside a registered one', () => {
  it('are on other hosts and, where it is not on this machine, of another port', () => {
    const { foreign } = strangeUris(ZAPIER);
    expect(urisOf(foreign).map((uri) => new URL(uri).host)).toEqual([
      'conformance-foreign.example',
      'conformance-foreign.example',
      'zapier.com:8443',
      'conformance-zapier.com',
      'zapier.com.conformance-foreign.example',
      'conformance.zapier.com',
    ]);
    const ports = urisOf(strangeUris(LOOPBACK).foreign).map((uri) => new URL(uri).port);
    expect(ports).toEqual(['', '']);
  });

  it('have another path, of which a slash at the end alone is none', () => {
    expect(urisOf(strangeUris(ZAPIER).paths)).toEqual([
      'https://zapier.com/dashboard/auth/oauth/return/App1/longer',
      'https://zapier.com/dashboard/auth/oauth/return/App',
      'https://zapier.com/DASHBOARD/AUTH/OAUTH/RETURN/APP1/',
    ]);
    expect(urisOf(strangeUris(LOOPBACK).paths)[1]).toBe('http://127.0.0.1:9000/callbac');
    expect(urisOf(strangeUris(ZAPIER).spellings)).toContain(ZAPIER.slice(0, -1));
    expect(urisOf(strangeUris(LOOPBACK).spellings)).toContain(`${LOOPBACK}/`);
  });

  it('are never the registered one', () => {
    for (const own of [ZAPIER, LOOPBACK, 'https://app.example/', 'com.example.app:/callback']) {
      const { foreign, paths, spellings } = strangeUris(own);
      const all = urisOf([...foreign, ...paths, ...spellings]);
      expect(all.map((uri) => new URL(uri).href)).not.toContain(new URL(own).href);
      expect(new Set(all).size).toBe(all.length);
    }
  });
});
