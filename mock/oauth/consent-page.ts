import type { PendingRequest } from './grants.ts';

const SCOPE_WORDS: Readonly<Record<string, string>> = {
  'read:bookings': 'See your bookings',
  'read:payments': 'See your payments',
  'read:clients': 'See your clients and their notes',
  'write:clients': 'Create and update clients',
  'read:subaccounts': 'See your subaccounts',
};

const STYLE = `
:root { color-scheme: light dark; --ink: #16202a; --dim: #5a6875; --paper: #fff; --ground: #eef2f5; --line: #c9d3db; --accent: #0b6e4f; }
@media (prefers-color-scheme: dark) { :root { --ink: #eef3f6; --dim: #a4b2bd; --paper: #1b242c; --ground: #10161b; --line: #3a4853; --accent: #57c79b; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; padding: 1rem; background: var(--ground); color: var(--ink); font: 1rem/1.5 system-ui, sans-serif; }
main { width: 100%; max-width: 26rem; padding: 2rem; background: var(--paper); border: 1px solid var(--line); border-radius: 1rem; }
h1 { margin: 0 0 .25rem; font-size: 1.35rem; line-height: 1.25; }
p { margin: 0 0 1rem; } .dim { color: var(--dim); font-size: .9rem; }
ul { margin: 0 0 1.25rem; padding-left: 1.2rem; } code { color: var(--dim); font-size: .8rem; }
label { display: block; margin-bottom: .25rem; font-weight: 600; }
input { width: 100%; margin-bottom: 1rem; padding: .6rem .75rem; font: inherit; color: inherit; background: transparent; border: 1px solid var(--line); border-radius: .5rem; }
.choice { display: flex; gap: .75rem; } button { flex: 1; padding: .7rem; font: inherit; font-weight: 600; border-radius: .5rem; border: 1px solid var(--line); background: transparent; color: inherit; cursor: pointer; }
button.allow { background: var(--accent); border-color: var(--accent); color: var(--paper); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
[role=alert] { padding: .6rem .75rem; border: 1px solid #c0392b; border-radius: .5rem; }`;

/** Sign-in and consent on one page (RFC 6749 §4.1.1); with a remembered sign-in, consent only. */
export function consentPage(asked: {
  readonly id: string;
  readonly request: PendingRequest;
  readonly signedInAs?: string;
  /** The sign-in alone, consent being asked on the next page. */
  readonly signInOnly?: boolean;
  readonly problem?: string;
}): string {
  const client = escapeHtml(asked.request.clientName);
  const scopes = asked.request.scope.map(
    (scope) =>
      `<li>${escapeHtml(SCOPE_WORDS[scope] ?? scope)} <code>${escapeHtml(scope)}</code></li>`,
  );
  const problem = asked.problem ? `<p role="alert">${escapeHtml(asked.problem)}</p>` : '';
  return frame(
    `Allow ${client}?`,
    `<h1>Allow ${client} to use your PocketSuite account?</h1>
<p class="dim">You will be sent back to ${escapeHtml(new URL(asked.request.redirectUri).host)}.</p>
<p id="scopes">${client} asks to:</p>
<ul aria-labelledby="scopes">${scopes.join('')}</ul>${problem}
<form method="post" action="authorize" aria-label="Sign in and decide">
<input type="hidden" name="request" value="${escapeHtml(asked.id)}">
${asked.signedInAs ? `<p>Signed in as <strong>${escapeHtml(asked.signedInAs)}</strong>.</p>` : SIGN_IN}
${asked.signInOnly ? '<button class="allow" type="submit">Sign in</button>' : DECISION}
</form>`,
  );
}

const DECISION = `<div class="choice" role="group" aria-label="Decision">
<button class="allow" type="submit" name="decision" value="approve">Allow</button>
<button type="submit" name="decision" value="deny" formnovalidate>Deny</button>
</div>`;

const SIGN_IN = `<label for="email">Email</label>
<input id="email" name="email" type="email" autocomplete="username" required>
<label for="password">Password</label>
<input id="password" name="password" type="password" autocomplete="current-password" required>`;

/** What a person sees when a request cannot be redirected (RFC 6749 §4.1.2.1). */
export function refusalPage(message: string): string {
  return frame(
    'Request refused',
    `<h1>This request cannot be continued</h1><p role="alert">${escapeHtml(message)}</p>
<p class="dim">Go back to the app you came from and connect again.</p>`,
  );
}

function frame(title: string, content: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} · PocketSuite sandbox</title><style>${STYLE}</style></head>
<body><main>${content}</main></body></html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
