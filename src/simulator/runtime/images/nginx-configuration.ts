/** A place of a server that files, an answer or another server stand behind. */
export interface Location {
  readonly path: string;
  readonly exact: boolean;
  readonly root: string;
  readonly index: readonly string[];
  readonly answer: { readonly status: number; readonly text: string } | undefined;
  readonly proxy: { readonly host: string; readonly port: number } | undefined;
}

export interface ServerBlock {
  /** The first server_name; '' without one. */
  readonly name: string;
  readonly listens: readonly number[];
  readonly locations: readonly Location[];
  /** What holds outside all locations. */
  readonly whole: Location;
  /** Whether every answer stands in the configuration: files and upstreams may change. */
  readonly fixed: boolean;
}

/** What nginx says behind [emerg]. */
export class BadConfiguration {
  readonly message: string;
  constructor(message: string) {
    this.message = message;
  }
}

interface Directive {
  readonly name: string;
  readonly args: readonly string[];
  readonly block: readonly Directive[] | undefined;
  readonly file: string;
  readonly line: number;
}

/** Directives that are known, whether or not something comes of them here. */
const KNOWN = new Set(
  'user worker_processes error_log pid events worker_connections http include default_type log_format access_log sendfile tcp_nopush tcp_nodelay keepalive_timeout gzip gzip_types server listen server_name location root index return error_page proxy_pass proxy_set_header proxy_http_version proxy_connect_timeout proxy_read_timeout add_header charset types upstream client_max_body_size autoindex try_files rewrite alias stub_status allow deny expires resolver set if map worker_rlimit_nofile daemon server_tokens large_client_header_buffers client_body_temp_path proxy_temp_path fastcgi_temp_path uwsgi_temp_path scgi_temp_path multi_accept use stream ssl_certificate ssl_certificate_key'.split(
    ' ',
  ),
);
const MAIN = '/etc/nginx/nginx.conf';
const MOST_DEPTH = 20;

/**
 * nginx's configuration as far as a static server goes: listen, root, index, location, return, proxy_pass, include.
 * @param read - content of a file; @param expand - the files of an include
 * @source nginx src/core/ngx_conf_file.c
 */
export function readConfiguration(
  read: (path: string) => string | undefined,
  expand: (pattern: string) => readonly string[],
): readonly ServerBlock[] {
  const directives = parseFile(MAIN, read, expand, 0);
  const http = directives.find(({ name }) => name === 'http');
  if (!directives.some(({ name }) => name === 'events'))
    throw new BadConfiguration('no "events" section in configuration');
  const outer = inherit(
    { path: '/', exact: false, root: '/etc/nginx/html', index: ['index.html'], answer: undefined, proxy: undefined },
    http?.block ?? [],
  );
  return (http?.block ?? []).filter(({ name }) => name === 'server').map((server) => serverBlock(server, outer));
}

function serverBlock({ block = [] }: Directive, outer: Location): ServerBlock {
  const whole = inherit(outer, block);
  const listens = block
    .filter(({ name, args }) => name === 'listen' && !args[0]?.startsWith('[') && !args[0]?.startsWith('unix:'))
    .map(portOf);
  const locations = block
    .filter(({ name }) => name === 'location')
    .map((directive) => {
      const [first = '/', second] = directive.args;
      return {
        ...inherit({ ...whole, answer: undefined }, directive.block ?? []),
        path: second ?? first,
        exact: first === '=',
      };
    });
  return {
    name: block.find(({ name }) => name === 'server_name')?.args[0] ?? '',
    listens: listens.length > 0 ? listens : [80],
    locations,
    whole,
    fixed: [whole, ...locations].every(({ answer }) => answer !== undefined),
  };
}

function portOf({ args, file, line }: Directive): number {
  const text = args[0] ?? '';
  const port = text.includes(':') ? text.slice(text.lastIndexOf(':') + 1) : text;
  const number = Number(port);
  if (!/^\d+$/.test(port)) {
    if (text.includes(':') || !/^[a-z0-9.*-]+$/i.test(text))
      throw new BadConfiguration(`invalid port in "${text}" of the "listen" directive in ${file}:${line}`);
    if (/^\d+\.\d+\.\d+\.\d+$/.test(text) || text === '*') return 80;
    throw new BadConfiguration(`host not found in "${text}" of the "listen" directive in ${file}:${line}`);
  }
  if (number < 1 || number > 65_535)
    throw new BadConfiguration(`invalid port in "${text}" of the "listen" directive in ${file}:${line}`);
  return number;
}

function inherit(outer: Location, block: readonly Directive[]): Location {
  const last = (name: string): Directive | undefined => block.findLast((directive) => directive.name === name);
  const given = last('return')?.args;
  const target = /^https?:\/\/([^/:]+)(?::(\d+))?/.exec(last('proxy_pass')?.args[0] ?? '');
  return {
    ...outer,
    root: last('root')?.args[0] ?? outer.root,
    index: last('index')?.args ?? outer.index,
    answer: given ? { status: Number(given[0]) || 302, text: given[1] ?? '' } : outer.answer,
    proxy: target ? { host: target[1] ?? '', port: Number(target[2] ?? '80') } : outer.proxy,
  };
}

function parseFile(
  path: string,
  read: (path: string) => string | undefined,
  expand: (pattern: string) => readonly string[],
  depth: number,
  from?: Directive,
): readonly Directive[] {
  const content = read(path);
  if (content === undefined)
    throw new BadConfiguration(
      `open() "${path}" failed (2: No such file or directory)${from ? ` in ${from.file}:${from.line}` : ''}`,
    );
  const tokens = tokenize(content, path);
  const [directives, end] = parseBlock(tokens, 0, path, 0);
  if (end < tokens.length) throw new BadConfiguration(`unexpected "}" in ${path}:${tokens[end]!.line}`);
  return included(directives, read, expand, depth);
}

function included(
  directives: readonly Directive[],
  read: (path: string) => string | undefined,
  expand: (pattern: string) => readonly string[],
  depth: number,
): readonly Directive[] {
  if (depth > MOST_DEPTH) throw new BadConfiguration('too many levels of include');
  return directives.flatMap((directive): readonly Directive[] => {
    if (directive.name === 'types' || directive.name === 'map') return [directive];
    if (!KNOWN.has(directive.name))
      throw new BadConfiguration(`unknown directive "${directive.name}" in ${directive.file}:${directive.line}`);
    if (directive.name === 'include') {
      const pattern = directive.args[0] ?? '';
      return expand(pattern.startsWith('/') ? pattern : `/etc/nginx/${pattern}`).flatMap((path) =>
        parseFile(path, read, expand, depth + 1, directive),
      );
    }
    return [directive.block ? { ...directive, block: included(directive.block, read, expand, depth + 1) } : directive];
  });
}

interface Token {
  readonly text: string;
  readonly line: number;
  readonly quoted: boolean;
}

function tokenize(content: string, path: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  for (let i = 0; i < content.length;) {
    const c = content.charAt(i);
    if (c === '\n') line++;
    if (' \t\r\n'.includes(c)) i++;
    else if (c === '#') while (i < content.length && content.charAt(i) !== '\n') i++;
    else if ('{};'.includes(c)) {
      tokens.push({ text: c, line, quoted: false });
      i++;
    } else if (c === '"' || c === "'") {
      const end = content.indexOf(c, i + 1);
      if (end < 0) throw new BadConfiguration(`unexpected end of file, expecting ";" or "}" in ${path}:${line}`);
      tokens.push({ text: content.slice(i + 1, end).replace(/\\n/g, '\n'), line, quoted: true });
      i = end + 1;
    } else {
      let end = i;
      while (end < content.length && !' \t\r\n{};'.includes(content.charAt(end))) end++;
      tokens.push({ text: content.slice(i, end), line, quoted: false });
      i = end;
    }
  }
  return tokens;
}

function parseBlock(
  tokens: readonly Token[],
  start: number,
  file: string,
  depth: number,
): readonly [readonly Directive[], number] {
  if (depth > MOST_DEPTH) throw new BadConfiguration(`too many nested blocks in ${file}`);
  const directives: Directive[] = [];
  let at = start;
  while (at < tokens.length && !(tokens[at]!.text === '}' && !tokens[at]!.quoted)) {
    const { text: name, line } = tokens[at]!;
    const args: string[] = [];
    at++;
    const ends = (token: Token): boolean => !token.quoted && '{};'.includes(token.text);
    while (at < tokens.length && !ends(tokens[at]!)) args.push(tokens[at++]!.text);
    const end = tokens[at];
    if (!end)
      throw new BadConfiguration(
        `unexpected end of file, expecting ";" or "}" in ${file}:${tokens.at(-1)?.line ?? line}`,
      );
    if (end.text === '}') throw new BadConfiguration(`unexpected "}" in ${file}:${end.line}`);
    at++;
    if (end.text === ';') directives.push({ name, args, block: undefined, file, line });
    else {
      const [block, close] = parseBlock(tokens, at, file, depth + 1);
      if (close >= tokens.length)
        throw new BadConfiguration(`unexpected end of file, expecting "}" in ${file}:${tokens.at(-1)?.line ?? line}`);
      at = close + 1;
      directives.push({ name, args, block, file, line });
    }
  }
  return [directives, at];
}
