import type { ConsentSettings } from '../settings/settings.ts';
import { browserDriver } from './browser.ts';
import type { ConsentDriver, ConsentParts } from './consent.ts';
import { formDriver } from './form.ts';
import { manualDriver } from './manual.ts';
import { tokenDriver } from './token.ts';

/** The driver that the configuration asks for. */
export function consentDriver(settings: ConsentSettings, parts: ConsentParts): ConsentDriver {
  switch (settings.driver) {
    case 'form':
      return formDriver(settings, parts);
    case 'browser':
      return browserDriver(settings, parts);
    case 'manual':
      return manualDriver(settings, parts);
    case 'token':
      return tokenDriver();
  }
}
