import type { EngineContext } from '../context.ts';
import { engineVersion, gitCommit, goVersion, kernelVersion } from '../system/release.ts';

/** How the engine names itself to registries, and whom it acts for (moby dockerversion/useragent.go). */
export function userAgent({ architecture }: Pick<EngineContext, 'architecture'>, client: string | null): string {
  const own = `docker/${engineVersion} go/${goVersion} git-commit/${gitCommit.slice(0, 7)} kernel/${kernelVersion} os/linux arch/${architecture}`;
  return client ? `${own} UpstreamClient(${client.replace(/[();\\]/g, '\\$&')})` : own;
}
