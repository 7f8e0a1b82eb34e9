import { quiz } from './kit/index.ts';

export default quiz({
  'grace-left': 'ten',
  'term-when': 'beside',
  'code-137': 'sigkill',
  'job-never': 'seven-pods',
  'own-crash': 'neither',
});
