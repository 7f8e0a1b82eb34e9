import { describe, expect, test } from 'vitest';
import { createTestCluster } from './container.fixture.ts';
import { web } from './web.ts';

const start = (env: Record<string, string> = {}) => {
  const cluster = createTestCluster();
  const container = cluster.start(web('1.0'), { name: 'shop', env });
  return { cluster, container, curl: (...args: readonly string[]) => container.run('curl', ...args) };
};
const TRY = "curl: try 'curl --help' or 'curl --manual' for more information\n";
const HELLO = 'web 1.0 shop\n';

test.each([
  [['localhost:8080'], 0, HELLO, ''],
  [['-s', 'http://shop:8080/'], 0, HELLO, ''],
  [['-sS', 'localhost:8080/fail'], 0, 'failed\n', ''],
  [['-f', 'localhost:8080/fail'], 22, '', 'curl: (22) The requested URL returned error: 500\n'],
  [['-sf', 'localhost:8080/missing'], 22, '', ''],
  [['-fsS', 'localhost:8080/missing'], 22, '', 'curl: (22) The requested URL returned error: 404\n'],
  [['http://nobody:8080/'], 6, '', 'curl: (6) Could not resolve host: nobody\n'],
  [['localhost'], 7, '', "curl: (7) Failed to connect to localhost port 80 after 1 ms: Couldn't connect to server\n"],
  [['-m', '2', 'localhost:8080/slow'], 28, '', 'curl: (28) Operation timed out after 2001 milliseconds with 0 bytes received\n'], // prettier-ignore
  [['--connect-timeout', '1', '192.0.2.1'], 28, '', 'curl: (28) Failed to connect to 192.0.2.1 port 80 after 1000 ms: Timeout was reached\n'], // prettier-ignore
  [['-m', '1', '192.0.2.1'], 28, '', 'curl: (28) Connection timed out after 1000 milliseconds\n'],
  [['-s', '-o', '/dev/null', '-w', '%{http_code}\\n', 'localhost:8080/ready'], 0, '200\n', ''],
  [['-s', '-o', '/dev/null', '-w', '%{http_code}', 'localhost:8080/moved'], 0, '301', ''],
  [['-s', '-o', '/dev/null', '-w', '%{http_code}', 'localhost:9090'], 7, '000', ''],
  [['-sL', '-w', '%{http_code} %{num_redirects}', 'localhost:8080/moved'], 0, `${HELLO}200 1`, ''],
  [['-L', 'localhost:8080/login'], 6, '', 'curl: (6) Could not resolve host: login.example.com\n'],
  [['-I', 'localhost:8080/moved'], 0, 'HTTP/1.1 301 Moved Permanently\r\nLocation: /\r\n\r\n', ''],
  [['-i', 'localhost:8080/admin'], 0, 'HTTP/1.1 401 Unauthorized\r\n\r\nunauthorized\n', ''],
  [['--silent', '--max-time', '5', 'localhost:8080/'], 0, HELLO, ''],
  [['-o', '/nowhere/x', 'localhost:8080/'], 23, '', 'Warning: Failed to open the file /nowhere/x: No such file or directory\ncurl: (23) Failure writing output to destination\n'], // prettier-ignore
  [[], 2, '', TRY],
  [['-s'], 2, '', `curl: no URL specified!\n${TRY}`],
  [['htp://localhost'], 1, '', 'curl: (1) Protocol "htp" not supported or disabled in libcurl\n'],
  [['--nope', 'x'], 2, '', `curl: option --nope: is unknown\n${TRY}`],
  [['-y', 'x'], 2, '', `curl: option -y: is unknown\n${TRY}`],
] as const)('curl %j ends with %d', (args, exit, out, err) => {
  expect(start().curl(...args)).toEqual({ exit, out, err });
});

describe('files', () => {
  test.each([
    [['-so', '/tmp/page', 'localhost:8080/'], '/tmp/page'],
    [['-sO', 'localhost:8080/ready'], '/ready'],
  ])('%j', (args, path) => {
    const { container, curl } = start();
    expect(curl(...args).exit).toBe(0);
    expect(container.files.find(path)).toMatchObject({ type: 'file' });
  });
});

test('-v tells the conversation on standard error', () => {
  expect(start().curl('-s', '-v', '-H', 'X-Trace: 1', '-d', 'a=1', '-X', 'PUT', 'localhost:8080/fail').err).toBe(
    [
      '*   Trying 127.0.0.1:8080...',
      '* Connected to localhost (127.0.0.1) port 8080 (#0)',
      '> PUT /fail HTTP/1.1',
      '> Host: localhost:8080',
      '> User-Agent: curl/7.88.1',
      '> Accept: */*',
      '> Content-Length: 3',
      '> Content-Type: application/x-www-form-urlencoded',
      '> X-Trace: 1',
      '> ',
      '< HTTP/1.1 500 Internal Server Error',
      '< ',
      '* Connection #0 to host localhost left intact',
      '',
    ].join('\n'),
  );
});
