import { expect, test } from 'vitest';
import { yamlHtml } from './yaml-html.ts';

test.each([
  ['kind: Pod', '<span class="y-k">kind</span><span class="y-p">: </span><span class="y-s">Pod</span>'],
  [
    '  - name: web # the server',
    '  <span class="y-p">- </span><span class="y-k">name</span><span class="y-p">: </span><span class="y-s">web</span><span class="y-c"> # the server</span>',
  ],
  [
    'image: course/web:1.0',
    '<span class="y-k">image</span><span class="y-p">: </span><span class="y-s">course/web:1.0</span>',
  ],
  ['port: 8080', '<span class="y-k">port</span><span class="y-p">: </span><span class="y-n">8080</span>'],
  [
    'a: {b: "c"}',
    '<span class="y-k">a</span><span class="y-p">: </span><span class="y-p">{</span><span class="y-k">b</span><span class="y-p">:</span> <span class="y-s">"c"</span><span class="y-p">}</span>',
  ],
])('%s', (text, html) => expect(yamlHtml(text)).toBe(html));

test('nothing is lost or added but markup, and nothing is markup that was text', () => {
  const text = 'a: "<b> & c"\n  - sh\n  - -c\n  - echo $(X); sleep 5 # <!--\n';
  const shown = yamlHtml(text).replaceAll(/<span class="y-\w">|<\/span>/g, '');
  expect(shown.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&')).toBe(text);
});
