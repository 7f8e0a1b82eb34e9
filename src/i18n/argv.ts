import { localized } from './localized.ts';

export const argvWords = localized(
  {
    title: 'What runs as process 1',
    image: 'Image',
    manifest: 'Manifest',
    argv: 'Process 1',
    result: 'Result',
    entrypoint: 'entrypoint',
    cmd: 'cmd',
    nothing: 'neither field',
  },
  {
    title: '1번 프로세스로 실행되는 것',
    image: '이미지',
    manifest: '매니페스트',
    argv: '1번 프로세스',
    result: '결과',
    entrypoint: 'entrypoint',
    cmd: 'cmd',
    nothing: '두 필드 모두 없음',
  },
);
