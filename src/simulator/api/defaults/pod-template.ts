import type { JsonObject } from '../json.ts';
import { within } from './fill.ts';
import { defaultPodTemplate as defaultTemplate } from './pod.ts';

export const defaultPodTemplateObject = (podTemplate: JsonObject): JsonObject =>
  within(podTemplate, 'template', defaultTemplate);
