import type { Area } from '../area.ts';
import { created } from './api.ts';

export const area: Area = { answers: ['exit', 'stderr', 'objects'], answer: (question) => created(question) };
