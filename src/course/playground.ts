/** The playground: a workspace without a task, to which every manifest of a lesson leads. Its grader is graders/playground.ts. */
import { exercise, exerciseFeedback } from './exercise.ts';

export const PLAYGROUND = 'playground';

export const playground = exercise.parse({
  type: 'manifest',
  lesson: 'how-this-course-works',
  difficulty: 1,
  minutes: 5,
  title: { en: 'Playground', ko: '플레이그라운드' },
  summary: {
    en: 'Run any manifest on three nodes for five minutes of virtual time.',
    ko: '아무 매니페스트나 노드 세 개에서 가상 시간 5분 동안 실행합니다.',
  },
  hints: { en: [], ko: [] },
  variants: { shown: { en: 'Three nodes', ko: '노드 세 개' } },
  until: 300,
});

export const playgroundFeedback = exerciseFeedback.parse({
  applies: {
    title: { en: 'The API server accepts it', ko: 'API 서버가 받아들임' },
    expected: { en: 'The manifest is accepted.', ko: '매니페스트가 받아들여져야 합니다.' },
    got: { en: 'It was refused: {message}', ko: '거절되었습니다: {message}' },
    why: {
      en: 'Nothing runs until the API server has accepted every document.',
      ko: 'API 서버가 모든 문서를 받아들이기 전에는 아무것도 실행되지 않습니다.',
    },
    look: { en: 'Look at line {line}.', ko: '{line}행을 확인합니다.' },
  },
});

export const playgroundTask = {
  en: `<p>Nothing is asked here. Write any manifest, and watch what it does on three nodes in five minutes of virtual time.</p>
<p>Change one value at a time: a <code>sleep</code>, a probe’s period, a memory limit. The cluster follows as you type. Beside the events, <code>kubectl</code> tells how it stands at the blue line.</p>`,
  ko: `<p>여기에는 과제가 없습니다. 아무 매니페스트나 쓰고, 노드 세 개에서 가상 시간 5분 동안 무슨 일이 일어나는지 봅니다.</p>
<p><code>sleep</code>의 초, 프로브의 주기, 메모리 한도 같은 값을 하나씩 바꿔 봅니다. 입력하는 대로 클러스터가 따라옵니다. 이벤트 옆의 <code>kubectl</code>은 파란 선이 있는 시점의 상태를 알려 줍니다.</p>`,
};

export const playgroundStart = `apiVersion: v1
kind: Pod
metadata:
  name: web
  labels:
    app: web
spec:
  containers:
    - name: web
      image: course/web:1.0
      ports:
        - name: http
          containerPort: 8080
      readinessProbe:
        httpGet: { path: /ready, port: http }
`;
