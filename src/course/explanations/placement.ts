import { explain } from './explanation.ts';

/** Where a Pod may go. */
export const placementExplanations = {
  'toleration-seconds': explain(
    [
      'Only a toleration of `NoExecute` can end after some time.',
      'Set `effect: NoExecute`, or leave `tolerationSeconds` out.',
    ],
    [
      '시간이 지나 끝날 수 있는 것은 `NoExecute` 톨러레이션뿐입니다.',
      '`effect: NoExecute`로 하거나 `tolerationSeconds`를 뺍니다.',
    ],
  ),
  'toleration-exists-value': explain(
    ['`Exists` holds for every value, so none may be given.', 'Take `value` away, or use `operator: Equal`.'],
    ['`Exists`는 어떤 값에나 맞으므로 값을 적을 수 없습니다.', '`value`를 없애거나 `operator: Equal`을 씁니다.'],
  ),
  'affinity-values': explain(
    [
      'The operator and the number of values do not fit.',
      'Give `In` and `NotIn` at least one value, `Exists` and `DoesNotExist` none, `Gt` and `Lt` one.',
    ],
    [
      '연산자와 값의 개수가 맞지 않습니다.',
      '`In`과 `NotIn`에는 값을 하나 이상, `Exists`와 `DoesNotExist`에는 없이, `Gt`와 `Lt`에는 하나를 적습니다.',
    ],
  ),
  'affinity-operator': explain(
    [
      'There is no operator of this name here.',
      'Use `In`, `NotIn`, `Exists` or `DoesNotExist`, with these capitals; nodes also know `Gt` and `Lt`.',
    ],
    [
      '여기에는 그런 이름의 연산자가 없습니다.',
      '`In`, `NotIn`, `Exists`, `DoesNotExist`를 대소문자까지 맞게 씁니다. 노드에는 `Gt`와 `Lt`도 있습니다.',
    ],
  ),
  'affinity-weight': explain(
    ['A preference has a weight from 1 to 100.', 'Choose a weight in this range.'],
    ['선호에는 1부터 100까지의 가중치가 있습니다.', '이 범위의 가중치를 고릅니다.'],
  ),
  'topology-key-missing': explain(
    [
      'The rule does not say what counts as one place.',
      'Add `topologyKey:`, for instance `kubernetes.io/hostname` for a node.',
    ],
    [
      '무엇을 한 장소로 볼지 적혀 있지 않습니다.',
      '`topologyKey:`를 추가합니다. 노드라면 `kubernetes.io/hostname`입니다.',
    ],
  ),
  'spread-when': explain(
    ['This is no answer to a spread that cannot be kept.', 'Use `DoNotSchedule` or `ScheduleAnyway`.'],
    ['분산을 지킬 수 없을 때의 동작 가운데 그런 값은 없습니다.', '`DoNotSchedule`이나 `ScheduleAnyway`를 씁니다.'],
  ),
};
