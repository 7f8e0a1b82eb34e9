import { alpine } from './alpine.ts';
import { api } from './api.ts';
import { batch } from './batch.ts';
import { busybox } from './busybox.ts';
import { client } from './client.ts';
import { db } from './db.ts';
import { dns } from './dns.ts';
import { exporter } from './exporter.ts';
import { grpc } from './grpc.ts';
import type { Image } from './image.ts';
import { jvm } from './jvm.ts';
import { leaky } from './leaky.ts';
import { logship1, logship2 } from './logship.ts';
import { nginx } from './nginx.ts';
import { perl } from './perl.ts';
import { proxy } from './proxy.ts';
import { redis } from './redis.ts';
import { slimWeb, web } from './web.ts';
import { worker } from './worker.ts';

/** Every image that can be pulled. */
export const catalogue: readonly Image[] = [
  busybox,
  alpine,
  nginx,
  redis,
  perl,
  web('1.0'),
  web('2.0'),
  slimWeb,
  api,
  db,
  worker,
  batch,
  leaky,
  jvm,
  grpc,
  proxy,
  logship1,
  logship2,
  exporter,
  dns,
  client,
];

/**
 * The image of a reference, however it is spelt: docker.io/library/busybox:1.36 is busybox:1.36. No tag is :latest,
 * which no image here has.
 * @source distribution/reference normalize.go ParseNormalizedNamed
 */
export function findImage(reference: string): Image | undefined {
  return byName.get(familiar(reference));
}

function familiar(reference: string): string {
  const [tagged = ''] = reference.split('@', 1);
  const plain = tagged.replace(/^(docker\.io|index\.docker\.io)\//, '').replace(/^library\//, '');
  return /:[^/]*$/.test(plain) ? plain : `${plain}:latest`;
}

const byName = new Map(catalogue.map((image) => [image.name, image]));
