import { newestApi, oldestApi } from '../system/release.ts';

/** Below zero when `a` is older than `b` (moby api/types/versions). */
export function compareVersions(a: string, b: string): number {
  const left = a.split('.');
  const right = b.split('.');
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (Number(left[i]) || 0) - (Number(right[i]) || 0);
    if (difference !== 0) return difference;
  }
  return 0;
}

export const olderThan = (version: string, than: string): boolean => compareVersions(version, than) < 0;

/** Why a request for `version` is refused, if it is (moby api/server/middleware/version.go). */
export function versionRefusal(version: string): { readonly tooOld: boolean; readonly message: string } | undefined {
  if (olderThan(version, oldestApi)) {
    const message = `client version ${version} is too old. Minimum supported API version is ${oldestApi}, please upgrade your client to a newer version`;
    return { tooOld: true, message };
  }
  if (compareVersions(version, newestApi) > 0) {
    return { tooOld: false, message: `client version ${version} is too new. Maximum supported API version is ${newestApi}` };
  }
  return undefined;
}
