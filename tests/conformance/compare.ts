/**
 * How an answer is held against a recording: the rules of data/README.md. It must come to the same figure as the
 * judge that was recorded with the data; a difference there is a defect here.
 */
type Obj = Record<string, unknown>;

const isObject = (v: unknown): v is Obj => typeof v === 'object' && v !== null && !Array.isArray(v);
const list = (v: unknown): Obj[] => (Array.isArray(v) ? (v as Obj[]) : []);

function sorted(v: unknown): unknown {
  if (Array.isArray(v)) return v.map(sorted);
  if (!isObject(v)) return v;
  return Object.fromEntries(
    Object.keys(v)
      .sort()
      .filter((k) => v[k] !== undefined)
      .map((k) => [k, sorted(v[k])]),
  );
}
const text = (v: unknown): string => JSON.stringify(sorted(v ?? null));

const NEVER_STABLE = ['uid', 'resourceVersion', 'managedFields', 'creationTimestamp', 'selfLink'];

/** Takes out of both sides what differs from run to run. */
function stable(value: unknown): unknown {
  const plain = JSON.stringify(value ?? null)
    .replace(/kube-api-access-[a-z0-9]{5}/g, 'kube-api-access-xxxxx')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, 'UID')
    .replace(/\b10\.96\.\d+\.\d+/g, 'CLUSTER-IP')
    .replace(/(\b[Ww]eb[-_])[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '$1xxxxx')
    .replace(/"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z"/g, '"T"');
  return JSON.parse(plain, (k, v: unknown) => (NEVER_STABLE.includes(k) ? undefined : v)) as unknown;
}

function firstDifference(a: string, b: string): string {
  let i = 0;
  while (i < a.length && a[i] === b[i]) i++;
  const from = Math.max(0, i - 30);
  return `recorded ${JSON.stringify(a.slice(from, i + 90))}\n           here ${JSON.stringify(b.slice(from, i + 90))}`;
}

function* same(what: string, recorded: unknown, answer: unknown): Generator<string> {
  if (text(recorded) !== text(answer)) yield `${what}: ${firstDifference(text(recorded), text(answer))}`;
}

function* said(recorded: readonly Obj[], answers: unknown): Generator<string> {
  for (const [i, r] of recorded.entries()) {
    const a = list(answers)[i] ?? {};
    const command = String(r['command'] ?? 'eviction');
    for (const k of ['exit', 'status', 'message'])
      if (a[k] !== r[k]) yield `${command}: ${k} ${String(r[k])} | ${String(a[k])}`;
    // drain and wait print as things happen: their lines in any order
    const shape = (x: unknown): string =>
      /^kubectl (drain|wait)\b/.test(command)
        ? String(x ?? '')
            .split('\n')
            .sort()
            .join('\n')
        : String(x ?? '');
    for (const stream of ['stdout', 'stderr']) {
      const wanted = text(stable(shape(r[stream])));
      const given = [a[stream], isObject(a['later']) ? a['later'][stream] : undefined];
      if (!given.some((x) => text(stable(shape(x))) === wanted))
        yield `${command}: ${stream} ${firstDifference(String(r[stream] ?? ''), String(a[stream] ?? ''))}`;
    }
  }
}

const TIMES = new Set([
  'startedAt',
  'finishedAt',
  'lastTransitionTime',
  'startTime',
  'lastProbeTime',
  'at',
  'observedGeneration',
  'containerID',
]);
const timeless = (v: unknown): unknown =>
  Array.isArray(v)
    ? v.map(timeless)
    : isObject(v)
      ? Object.fromEntries(
          Object.entries(v)
            .filter(([k]) => !TIMES.has(k))
            .map(([k, x]) => [k, timeless(x)]),
        )
      : v;

interface Shown {
  t: number;
  key: string;
  lasted: number;
}

function statuses(side: Obj, seconds: number): Shown[] {
  const all = list(side['changes'])
    .map((change) => {
      const { t, ...rest } = change as Obj & { t: number };
      const status = { ...(rest['status'] as Obj) };
      delete status['resources'];
      return { t, key: text(timeless({ ...rest, status })) };
    })
    .filter((x, i, shown) => i === 0 || x.key !== shown[i - 1]!.key);
  return all.map((x, i) => ({ ...x, lasted: (all[i + 1]?.t ?? seconds) - x.t }));
}

const near = (a: number, b: number): boolean => Math.abs(a - b) <= Math.max(3.5, 0.15 * Math.max(a, b));

/** The first status that lasted (2 s, and not only at the end) which the other side does not show, in order and in time. */
function unmatched(x: Shown[], y: Shown[], seconds: number): string | undefined {
  let from = 0;
  for (const s of x.filter((shown) => shown.lasted >= 2 && shown.t < 0.9 * seconds)) {
    const at = y.findIndex((o, i) => i >= from && o.key === s.key);
    if (at < 0) return `the status at ${s.t}: ${firstDifference(s.key, y[from]?.key ?? '')}`;
    if (!near(s.t, y[at]!.t)) return `the status at ${s.t} comes at ${y[at]!.t}`;
    from = at;
  }
  return undefined;
}

function logLines(logs: unknown): Map<string, unknown> {
  const all = new Map<string, unknown>();
  for (const [k, v] of Object.entries((logs ?? {}) as Obj)) {
    const error = isObject(v) ? v['error'] : undefined;
    if (String(error ?? v).includes('unable to retrieve')) continue;
    all.set(k, error ?? String(v).split('\n').sort());
  }
  return all;
}

type EventSeen = Obj & { at: [number, number][] };

function* kubelet(r: Obj, a: Obj): Generator<string> {
  const seconds = r['seconds'] as number;
  const [x, y] = [statuses(r, seconds), statuses(a, seconds)];
  const lost = unmatched(x, y, seconds);
  const extra = unmatched(y, x, seconds);
  if (lost) yield `not shown: ${lost}`;
  if (extra) yield `never recorded: ${extra}`;
  const events = (side: Obj): Map<string, EventSeen> =>
    new Map(
      list(side['events']).map((e) => [
        text([e['about'], e['type'], e['reason'], e['fieldPath'] ?? '', e['message']]),
        e as EventSeen,
      ]),
    );
  const [ea, eb] = [events(r), events(a)];
  const late = (e: EventSeen): boolean => e.at[0]![0] > 0.9 * seconds - 2;
  for (const [k, e] of ea) {
    const f = eb.get(k);
    if (!f) {
      if (!late(e)) yield `no event ${k}`;
      continue;
    }
    const [p, q] = [e.at.at(-1)![1], f.at.at(-1)![1]];
    if (Math.abs(p - q) > Math.max(2, 0.25 * Math.max(p, q))) yield `event ${String(e['reason'])} ×${p} | ×${q}`;
    if (!near(e.at[0]![0], f.at[0]![0])) yield `event ${String(e['reason'])} at ${e.at[0]![0]} | ${f.at[0]![0]}`;
  }
  for (const [k, e] of eb) if (!ea.has(k) && !late(e)) yield `event never recorded ${k}`;
  const [la, lb] = [logLines(r['logs']), logLines(a['logs'])];
  for (const [k, v] of la)
    if (lb.has(k) ? text(v) !== text(lb.get(k)) : !k.endsWith('(previous)'))
      yield `logs of ${k}: ${firstDifference(text(v), text(lb.get(k)))}`;
  yield* said(list(r['execs']), a['execs']);
}

const nodesMatter = /^(ds|taint|node|drain|daemonset)\//;
const anonymous = (v: unknown): unknown => JSON.parse(JSON.stringify(v ?? null).replace(/@\d+/g, '@')) as unknown;
const without = (o: Obj, field: string): Obj => Object.fromEntries(Object.entries(o).filter(([k]) => k !== field));

function picture(objects: unknown, id: string): unknown {
  const pods: string[] = [];
  const rest: Obj = {};
  for (const [k, value] of Object.entries((objects ?? {}) as Record<string, Obj>)) {
    if (k.startsWith('Pod/'))
      pods.push(text(anonymous([k.replace(/@\d+/, '@'), nodesMatter.test(id) ? value : without(value, 'node')])));
    else if (k.startsWith('EndpointSlice/'))
      rest[anonymous(k) as string] = anonymous({
        ...value,
        endpoints: list(value['endpoints'])
          .map((e) => text(anonymous(without(e, 'node'))))
          .sort(),
      });
    else rest[anonymous(k) as string] = anonymous(value);
  }
  return { pods: pods.sort(), rest };
}

function* controllers(r: Obj, a: Obj): Generator<string> {
  const id = String(r['id']);
  for (const s of list(r['samples']))
    yield* same(
      `at ${String(s['t'])}`,
      picture(s['objects'], id),
      picture(list(a['samples']).find((x) => x['t'] === s['t'])?.['objects'], id),
    );
  const events = (side: Obj): Obj => {
    const by: Record<string, Set<string>> = {};
    for (const e of list(side['events'])) {
      const message =
        e['reason'] === 'Scheduled' && !nodesMatter.test(id)
          ? String(e['message']).replace(/ to \S+$/, '')
          : e['message'];
      (by[anonymous(e['about']) as string] ??= new Set()).add(text(anonymous([e['type'], e['reason'], message])));
    }
    return Object.fromEntries(Object.entries(by).map(([k, v]) => [k, [...v].sort()]));
  };
  yield* same('events', events(r), events(a));
  yield* said(list(anonymous(r['outputs'] ?? [])), anonymous(a['outputs']));
}

function* scheduler(r: Obj, a: Obj): Generator<string> {
  for (const [i, x] of list(r['results']).entries()) {
    const y = list(a['results'])[i] ?? {};
    const pod = String(x['pod']);
    const ties = (x['ties'] ?? [x['node'] ?? null]) as unknown[];
    if (!ties.includes(y['node'] ?? null)) yield `${pod}: on ${String(x['ties'] ?? x['node'])} | ${String(y['node'])}`;
    for (const k of ['rejected', 'ties', 'scores', 'final', 'unschedulable', 'nominated', 'victims'])
      if (x[k] !== undefined || (!['scores', 'ties', 'final'].includes(k) && y[k] !== undefined))
        yield* same(`${pod} ${k}`, x[k], y[k]);
    const messages = (side: Obj): unknown[] =>
      list(side['events'])
        .map((e) => stable([e['type'], e['reason'], e['message']]) as unknown[])
        .filter((e) => x['node'] === y['node'] || e[1] !== 'Scheduled');
    yield* same(`${pod} events`, messages(x), messages(y));
  }
}

function* request(r: Obj, a: Obj): Generator<string> {
  if (r['exit'] !== a['exit']) yield `exit ${String(r['exit'])} | ${String(a['exit'])}`;
  yield* same('stderr', stable(r['stderr']), stable(a['stderr']));
  yield* same('objects', stable(r['objects']), stable(a['objects']));
}

const rules: Record<string, (recorded: Obj, answer: Obj) => Generator<string>> = {
  api: request,
  manifests: request,
  scheduler,
  kubelet,
  controllers,
  *shell(r, a) {
    for (const k of ['exit', 'stdout', 'stderr']) yield* same(k, r[k], a[k]);
  },
  *updates(r, a) {
    yield* said(list(r['said']), a['said']);
    if ('left' in r) yield* same('left', stable(r['left']), stable(a['left']));
  },
  *printing(r, a) {
    yield* said(list(r['outputs']), a['outputs']);
  },
  *statuses(r, a) {
    yield* said(list(r['said']), a['said']);
  },
};

const SESSIONS: Record<string, string> = { printing: 'outputs', statuses: 'said', kubectl: 'said', updates: 'said' };

/** A part of a case that counts for itself: a line of a session, what updates leave, or the whole case. */
export interface Part {
  readonly id: string;
  readonly recorded: Obj;
  readonly pick: (answer: Obj) => Obj;
}

export function lines(area: string, recorded: Obj): Part[] {
  const id = String(recorded['id']);
  const session = SESSIONS[area];
  if (!session) return [{ id, recorded, pick: (a) => a }];
  const parts: Part[] = list(recorded[session]).map((line, i) => ({
    id: `${id}#${i + 1}`,
    recorded: { [session]: [line] },
    pick: (a) => ({ [session]: [list(a[session])[i] ?? {}] }),
  }));
  if (area === 'updates')
    parts.push({
      id: `${id}#left`,
      recorded: { said: [], left: recorded['left'] },
      pick: (a) => ({ said: [], left: a['left'] }),
    });
  return parts;
}

/** What an answer gets wrong, by the rules of its area; nothing when it matches. */
export function differences(area: string, part: Part, answer: Obj): string[] {
  const rule = rules[area === 'kubectl' ? 'statuses' : area];
  if (!rule) throw new Error(`no rule for ${area}`);
  return [...rule(part.recorded, part.pick(answer))];
}
