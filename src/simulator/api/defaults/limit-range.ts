import type { JsonObject } from '../json.ts';
import { asObject, within, withinEach } from './fill.ts';

/**
 * The limits of containers follow from one another: no default, then the maximum; no default request, then the default
 * limit, or else the minimum.
 * @source kubernetes/kubernetes pkg/apis/core/v1/defaults.go SetDefaults_LimitRangeItem
 */
export const defaultLimitRange = (limitRange: JsonObject): JsonObject =>
  within(limitRange, 'spec', (spec) =>
    withinEach(spec, 'limits', (item) => {
      if (item['type'] !== 'Container') return item;
      const limit = { ...asObject(item['max']), ...asObject(item['default']) };
      const request = { ...asObject(item['min']), ...limit, ...asObject(item['defaultRequest']) };
      return {
        ...item,
        ...(Object.keys(limit).length > 0 ? { default: limit } : {}),
        ...(Object.keys(request).length > 0 ? { defaultRequest: request } : {}),
      };
    }),
  );
