import type { Localized } from './languages.ts';

const en = {
  lead: 'Choices are kept in this browser. There is no account, and nothing is sent anywhere.',
  theme: 'Colours',
  themes: [
    ['', 'As the system'],
    ['light', 'Light'],
    ['dark', 'Dark'],
  ],
  motion: 'Movement',
  motions: [
    ['', 'As the system'],
    ['reduced', 'Less: figures jump instead of playing'],
  ],
  speed: 'Speed at which figures play',
  speeds: [
    ['1', '1×'],
    ['', '5×'],
    ['20', '20×'],
  ],
  progress: 'Your progress',
  progressText:
    'What you have done and drafted is kept in this browser only. Take a copy with you, or bring one from another browser.',
  erase: 'Erase all progress',
  eraseSure: 'Really erase? Press once more',
  erased: 'All progress and drafts are erased.',
  eraseFailed: 'The browser refused. Nothing was erased.',
  offline: 'Offline',
  offlineText:
    'After the first visit the whole course works without a network: every lesson, every exercise, the search. When a new version is there, the page asks before it changes.',
  keyboard: 'Keyboard',
  keyboardLead: 'Everything works without a mouse. These keys save time.',
  key: 'Key',
  does: 'What it does',
  everywhere: 'On every page',
  inFigures: 'In a figure that plays',
  inExercises: 'In an exercise',
  keys: {
    everywhere: [
      ['/', 'Search'],
      ['?', 'This list'],
      ['Tab', 'To the next link, button or figure'],
    ],
    inFigures: [
      ['Space', 'Play and pause'],
      ['← →', 'One second back or on; with Shift, to the moment before or after'],
      ['Home End', 'To the start, to the end'],
    ],
    inExercises: [
      ['Ctrl+Enter', 'Submit (⌘+Enter on a Mac)'],
      ['F6', 'To the next pane; with Shift, to the one before'],
      ['Ctrl+Space', 'Complete the word in the editor'],
      ['Escape, then Tab', 'Leave the editor'],
      ['Tab', 'Complete a word in the terminal'],
      ['↑ ↓', 'Earlier and later lines in the terminal'],
      ['Ctrl+C', 'End what runs in the terminal'],
    ],
  },
};

const ko: typeof en = {
  lead: '선택은 이 브라우저에만 저장됩니다. 계정이 없고, 아무 데도 보내지 않습니다.',
  theme: '색',
  themes: [
    ['', '시스템 설정 따르기'],
    ['light', '밝게'],
    ['dark', '어둡게'],
  ],
  motion: '움직임',
  motions: [
    ['', '시스템 설정 따르기'],
    ['reduced', '줄이기: 그림이 재생되지 않고 바로 이동합니다'],
  ],
  speed: '그림이 재생되는 속도',
  speeds: [
    ['1', '1배'],
    ['', '5배'],
    ['20', '20배'],
  ],
  progress: '학습 기록',
  progressText:
    '끝낸 것과 작성하던 것은 이 브라우저에만 있습니다. 사본을 내려받거나, 다른 브라우저의 사본을 가져올 수 있습니다.',
  erase: '기록 모두 지우기',
  eraseSure: '정말 지우려면 한 번 더 누릅니다',
  erased: '모든 기록과 초안을 지웠습니다.',
  eraseFailed: '브라우저가 거절했습니다. 아무것도 지우지 않았습니다.',
  offline: '오프라인',
  offlineText:
    '한 번 방문한 뒤에는 네트워크 없이도 강의 전체를 쓸 수 있습니다. 모든 수업, 모든 실습, 검색이 그렇습니다. 새 버전이 있으면 바꾸기 전에 먼저 묻습니다.',
  keyboard: '키보드',
  keyboardLead: '마우스 없이 모두 할 수 있습니다. 다음 키를 쓰면 더 빠릅니다.',
  key: '키',
  does: '하는 일',
  everywhere: '모든 페이지에서',
  inFigures: '재생되는 그림에서',
  inExercises: '실습에서',
  keys: {
    everywhere: [
      ['/', '검색'],
      ['?', '이 목록'],
      ['Tab', '다음 링크, 버튼, 그림으로'],
    ],
    inFigures: [
      ['Space', '재생과 일시정지'],
      ['← →', '1초 뒤로, 앞으로. Shift와 함께 이전이나 다음 순간으로'],
      ['Home End', '처음으로, 끝으로'],
    ],
    inExercises: [
      ['Ctrl+Enter', '제출(Mac에서는 ⌘+Enter)'],
      ['F6', '다음 영역으로, Shift와 함께 누르면 이전 영역으로'],
      ['Ctrl+Space', '편집기에서 단어 완성'],
      ['Escape, 그다음 Tab', '편집기에서 나가기'],
      ['Tab', '터미널에서 단어 완성'],
      ['↑ ↓', '터미널에서 이전 줄과 다음 줄'],
      ['Ctrl+C', '터미널에서 실행 중인 것 끝내기'],
    ],
  },
};

/** Words of the settings page. */
export const settings: Localized<typeof en> = { en, ko };
