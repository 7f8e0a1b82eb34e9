import { expect, test } from 'vitest';
import { isImageReference } from './image-reference.ts';

test.each([
  ['nginx', true],
  ['nginx:1.27', true],
  ['docker.io/library/busybox:1.36', true],
  ['localhost:5000/a/b_c:x', true],
  [`nginx@sha256:${'a'.repeat(64)}`, true],
  ['nginx 1.27', false],
  ['Nginx', false],
  ['nginx:', false],
  ['nginx:a:b', false],
  ['a//b', false],
  ['', false],
])('%s names an image: %s', (text, is) => expect(isImageReference(text)).toBe(is));
