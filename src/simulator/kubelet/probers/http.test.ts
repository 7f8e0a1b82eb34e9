import { expect, test } from 'vitest';
import type { Container } from '../../api/schema/kinds.ts';
import type { ConnectResult, HttpAnswer } from '../../runtime/network.ts';
import { httpLook, portNumber } from './http.ts';

const container: Container = { name: 'app', ports: [{ name: 'web', containerPort: 8080 }] };
const answer = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  after: 5,
  status,
  headers,
  body: '',
});

const resolve = (name: string): readonly string[] | undefined => (/^\d/.test(name) ? [name] : undefined);

function look(answers: Readonly<Record<string, HttpAnswer>>, path = '/'): [string, string] {
  const connect = (): ConnectResult => ({
    connected: true,
    address: '10.244.0.2',
    server: { http: ({ path: asked }) => answers[asked] ?? answer(404), changesAt: () => undefined },
  });
  const { result, output } = httpLook(
    { connect, resolve },
    { path, port: 8080 },
    container,
    '10.244.0.2',
    1000,
    '172.18.0.2',
  );
  return [result, output];
}

test.each<[string, Record<string, HttpAnswer>, string, string]>([
  ['200', { '/': answer(200) }, 'success', ''],
  ['204', { '/': answer(204) }, 'success', ''],
  ['304', { '/': answer(304) }, 'warning', 'Probe terminated redirects, Response body: '],
  ['400', { '/': answer(400) }, 'failure', 'HTTP probe failed with statuscode: 400'],
  ['503', { '/': answer(503) }, 'failure', 'HTTP probe failed with statuscode: 503'],
  ['a redirect on this host', { '/': answer(302, { Location: '/b' }), '/b': answer(200) }, 'success', ''],
  [
    'a redirect to what fails',
    { '/': answer(302, { Location: '/b' }), '/b': answer(500) },
    'failure',
    'HTTP probe failed with statuscode: 500',
  ],
  [
    'a redirect to another host',
    { '/': answer(302, { location: 'http://login.example/' }) },
    'warning',
    'Probe terminated redirects, Response body: ',
  ],
  ['a redirect in a circle', { '/': answer(302, { Location: '/' }) }, 'failure', 'Get "/": stopped after 10 redirects'],
  [
    'no answer',
    { '/': 'hang' },
    'failure',
    'Get "http://10.244.0.2:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  ],
  [
    'an answer that comes too late',
    { '/': { after: 1001, status: 200, body: '' } },
    'failure',
    'Get "http://10.244.0.2:8080/": context deadline exceeded (Client.Timeout exceeded while awaiting headers)',
  ],
  ['a cut connection', { '/': 'reset' }, 'failure', 'Get "http://10.244.0.2:8080/": EOF'],
  [
    'an answer that is no HTTP',
    { '/': 'broken: malformed HTTP response "hello"' },
    'failure',
    'Get "http://10.244.0.2:8080/": net/http: HTTP/1.x transport connection broken: malformed HTTP response "hello"',
  ],
])('%s', (_, answers, result, output) => expect(look(answers)).toEqual([result, output]));

test('the server sees the node, not the Pod that it asks', () => {
  let seen = '';
  const http = ({ from }: { readonly from: string }): HttpAnswer => {
    seen = from;
    return answer(200);
  };
  const connect = (): ConnectResult => ({ connected: true, address: '', server: { http, changesAt: () => undefined } });
  httpLook({ connect, resolve }, { port: 8080 }, container, '10.244.0.2', 1000, '172.18.0.2');
  expect(seen).toBe('172.18.0.2');
});

test('a closed port is a failure that says so', () => {
  const refused = { resolve, connect: (): ConnectResult => ({ connected: false, why: 'refused' }) };
  expect(httpLook(refused, { path: 'healthz', port: 80 }, container, '10.244.0.2', 1000, '172.18.0.2')).toMatchObject({
    result: 'failure',
    output: 'Get "http://10.244.0.2:80/healthz": dial tcp 10.244.0.2:80: connect: connection refused',
  });
});

test('a host whose name the node does not know is a failure of the look-up', () => {
  const network = { resolve, connect: (): ConnectResult => ({ connected: false, why: 'refused' }) };
  expect(httpLook(network, { host: 'shop', port: 80 }, container, '10.244.0.2', 1000, '172.18.0.2')).toMatchObject({
    result: 'failure',
    output: 'Get "http://shop:80/": dial tcp: lookup shop on 10.0.0.2:53: no such host',
  });
});

test.each<[number | string, number | string]>([
  [80, 80],
  ['web', 8080],
  ['9090', 9090],
  ['metrics', 'strconv.Atoi: parsing "metrics": invalid syntax'],
])('port %s is %s', (port, expected) => expect(portNumber(port, container)).toBe(expected));
