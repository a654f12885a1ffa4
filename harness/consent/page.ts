import { type CheerioAPI, load } from 'cheerio';

/** A control of a form, as far as a submission depends on it. */
export interface Control {
  readonly kind:
    | 'text'
    | 'password'
    | 'hidden'
    | 'checkbox'
    | 'radio'
    | 'select'
    | 'button'
    | 'image';
  readonly name: string;
  readonly value: string;
  /** Of a check box or radio button. */
  readonly checked: boolean;
  /** Of a selection. */
  readonly options: readonly {
    readonly value: string;
    readonly text: string;
    readonly chosen: boolean;
  }[];
  /** What stands on a button, and its `formaction` and the like. */
  readonly text: string;
  readonly override: {
    readonly action?: string;
    readonly method?: string;
    readonly enctype?: string;
  };
}

/** A form of a page, its action resolved. */
export interface Form {
  readonly action: string;
  readonly method: string;
  readonly enctype: string;
  readonly controls: readonly Control[];
}

/** What a page offers to a user without JavaScript. */
export interface Page {
  readonly forms: readonly Form[];
  readonly links: readonly { readonly text: string; readonly href: string }[];
  /** Where the page leads on by itself. */
  readonly refresh?: string;
  /** The visible text, on one line. */
  readonly text: string;
}

type Node = ReturnType<CheerioAPI>;

/** Reads an HTML page that came from `url`. */
export function readPage(html: string, url: string): Page {
  const $ = load(html);
  const base = resolve($('base[href]').attr('href'), url) ?? url;
  const forms = $('form')
    .toArray()
    .map((element) => readForm($, $(element), url, base));
  const links = $('a[href]')
    .toArray()
    .flatMap((element) => {
      const href = resolve($(element).attr('href'), base);
      return href && /^https?:/.test(href) ? [{ text: oneLine($(element).text()), href }] : [];
    });
  const refresh = resolve(refreshOf($('meta[http-equiv="refresh" i]').attr('content')), base);
  $('script, style, template, noscript').remove();
  return { forms, links, ...(refresh && { refresh }), text: oneLine($('body').text()) };
}

/** The URL in `0; url='…'`; a page that only loads itself anew has none. */
function refreshOf(content: string | undefined): string | undefined {
  return /^\s*[\d.]+\s*[;,]\s*(?:url\s*=\s*)?["']?([^"']+)/i.exec(content ?? '')?.[1]?.trim();
}

function readForm($: CheerioAPI, form: Node, url: string, base: string): Form {
  const id = form.attr('id');
  const selector = 'input, select, textarea, button';
  const inside = form.find(selector).not('[form]').toArray();
  // A control may stand elsewhere and name its form.
  const named = id
    ? $(selector)
        .toArray()
        .filter((element) => $(element).attr('form') === id)
    : [];
  return {
    // An empty action is the page itself, whatever `base` says.
    action: resolve(form.attr('action')?.trim() || undefined, base) ?? url,
    method: (form.attr('method') ?? 'get').toLowerCase(),
    enctype: (form.attr('enctype') ?? '').toLowerCase(),
    controls: [...inside, ...named].flatMap((element) => readControl($, $(element), base)),
  };
}

function readControl($: CheerioAPI, node: Node, base: string): Control[] {
  const kind = kindOf(node);
  if (!kind || node.is('[disabled]') || node.closest('fieldset[disabled]').length > 0) return [];
  const box = kind === 'checkbox' || kind === 'radio';
  const action = resolve(node.attr('formaction'), base);
  const method = node.attr('formmethod')?.toLowerCase();
  const enctype = node.attr('formenctype')?.toLowerCase();
  return [
    {
      kind,
      name: node.attr('name') ?? '',
      value: node.is('textarea') ? node.text() : (node.attr('value') ?? (box ? 'on' : '')),
      checked: node.is('[checked]'),
      options: kind === 'select' ? readOptions($, node) : [],
      text: oneLine(
        [
          node.text(),
          node.attr('value'),
          node.attr('aria-label'),
          node.attr('alt'),
          node.attr('title'),
        ].join(' '),
      ),
      override: {
        ...(action && { action }),
        ...(method && { method }),
        ...(enctype && { enctype }),
      },
    },
  ];
}

function kindOf(node: Node): Control['kind'] | undefined {
  if (node.is('select')) return 'select';
  if (node.is('textarea')) return 'text';
  const type = (node.attr('type') ?? '').toLowerCase();
  if (node.is('button')) return type === 'button' || type === 'reset' ? undefined : 'button';
  switch (type) {
    case 'submit':
      return 'button';
    case 'button':
    case 'reset':
    case 'file':
      return undefined;
    case 'password':
    case 'hidden':
    case 'checkbox':
    case 'radio':
    case 'image':
      return type;
    default:
      return 'text';
  }
}

function readOptions($: CheerioAPI, select: Node): Control['options'] {
  const options = select
    .find('option')
    .toArray()
    .map((element) => {
      const text = oneLine($(element).text());
      return { value: $(element).attr('value') ?? text, text, chosen: $(element).is('[selected]') };
    });
  const none = !select.is('[multiple]') && !options.some(({ chosen }) => chosen);
  // A drop-down without a chosen entry shows its first.
  return none ? options.map((option, i) => ({ ...option, chosen: i === 0 })) : options;
}

function resolve(reference: string | undefined, base: string): string | undefined {
  if (reference === undefined || !URL.canParse(reference, base)) return undefined;
  return new URL(reference, base).href;
}

const oneLine = (text: string) => text.replace(/\s+/g, ' ').trim();
