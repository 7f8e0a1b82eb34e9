import type { Task } from '../../task.ts';
import type { Server } from '../network.ts';
import { courseImage, MEBIBYTE } from './course-image.ts';
import { numberKnob } from './knobs.ts';
import { serve } from './serve.ts';

/** A gRPC server with the health service of grpc.health.v1 on 9000, and no HTTP. @source CURRICULUM 2.4 */
export const grpc = courseImage('course/grpc:1.0', 11_400_000, function* (process): Task<number> {
  process.memory = 30 * MEBIBYTE;
  process.cpu = 10;
  const server: Server = {
    grpcHealth: () => ({
      after: 2,
      status: process.knob('SERVICE_STATUS') === 'NOT_SERVING' ? 'NOT_SERVING' : 'SERVING',
    }),
    changesAt: () => undefined,
  };
  return yield* serve(process, {
    name: 'grpc',
    bind: '0.0.0.0',
    port: 9000,
    start: numberKnob(process, 'START_SECONDS', 3),
    drain: 0,
    server,
  });
});
