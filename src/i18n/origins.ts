import { localized } from './localized.ts';

export const origins = localized(
  {
    title: 'The manifest and the object',
    manifest: 'What was applied',
    stored: 'What is stored',
    you: 'written by you',
    api: 'added when it was stored',
    cluster: 'reported by the cluster',
  },
  {
    title: '매니페스트와 오브젝트',
    manifest: '적용한 것',
    stored: '저장된 것',
    you: '직접 쓴 것',
    api: '저장할 때 더해진 것',
    cluster: '클러스터가 알려 온 것',
  },
);
