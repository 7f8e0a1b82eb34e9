import { escapeHtml } from './escape-html.ts';

/** YAML with its keys, strings, numbers and comments marked by the editor's colours: enough for manifests, no parser. */
export const yamlHtml = (text: string): string => text.split('\n').map(line).join('\n');

const mark = (kind: string, text: string): string => (text ? `<span class="y-${kind}">${escapeHtml(text)}</span>` : '');

function line(text: string): string {
  const comment = /(?:^|\s)#.*$/.exec(text);
  const said = comment ? text.slice(0, comment.index) : text;
  const [, indent = '', dash = '', key = '', colon = '', value = ''] =
    /^(\s*)((?:- )*)(?:([\w./-]+)(:(?:\s+|$)))?(.*)$/.exec(said) ?? [];
  return `${indent}${mark('p', dash)}${mark('k', key)}${mark('p', colon)}${values(value)}${mark('c', comment?.[0] ?? '')}`;
}

/** Scalars, and flow lists and maps of them. */
const values = (text: string): string =>
  text.replaceAll(
    /("(?:[^"\\]|\\.)*"|'[^']*')|([\w./-]+)(?=:\s)|([\w./$()%+-]+(?::[\w./-]+)*)|([{}[\],:|>])|([^"'\w./$()%+{}[\],:|>-]+|.)/g,
    (
      _,
      quoted: string | undefined,
      key: string | undefined,
      scalar: string | undefined,
      sign: string | undefined,
      rest: string | undefined,
    ) => {
      if (quoted) return mark('s', quoted);
      if (key) return mark('k', key);
      if (scalar) return mark(/^(-?\d[\d.]*|true|false|null)$/.test(scalar) ? 'n' : 's', scalar);
      return sign ? mark('p', sign) : escapeHtml(rest ?? '');
    },
  );
