import type { Filters } from '../api/query.ts';
import { ApiError } from '../api/route.ts';

/** A filter that is true or false; undefined when it is not given (moby api/types/filters, `GetBoolOrDefault`). */
export function booleanFilter(filters: Filters, name: string): boolean | undefined {
  const values = filters.get(name);
  if (!values) return undefined;
  const isTrue = values.some((value) => value === '1' || value === 'true');
  const isFalse = values.some((value) => value === '0' || value === 'false');
  if (isTrue === isFalse)
    throw new ApiError(400, values.length === 0 ? `invalid filter '${name}'` : `invalid filter '${name}=[${values.join(' ')}]'`);
  return isTrue;
}
